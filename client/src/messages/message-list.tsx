import { Button, Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useLate } from '../ui/use-late.ts';
import { AnnounceChanges } from './announce-changes.tsx';
import classes from './message-list.module.css';
import { MessageRow } from './message-row.tsx';
import { useMessageList } from './use-message-list.ts';

export function MessageList() {
  const { messages, hasOlder, isPending, isReadingOlder, showOlder } = useMessageList();
  useDocumentTitle('Messages · Sinch callbacks');
  const slow = useLate(isPending);
  const slowOlder = useLate(isReadingOlder);
  return (
    <section aria-labelledby="messages" className={classes.list}>
      <h2 id="messages" tabIndex={-1} className={classes.heading}>
        Messages
      </h2>
      {messages === undefined && slow && <Placeholder />}
      {messages?.length === 0 && (
        <p className={classes.empty}>Nothing sent yet. Your first message appears here.</p>
      )}
      {messages !== undefined && messages.length > 0 && (
        <ul className={classes.rows}>
          {messages.map((message) => (
            <MessageRow key={message.id} message={message} />
          ))}
        </ul>
      )}
      {hasOlder && (
        <div className={classes.more}>
          <Button variant="default" onClick={showOlder}>
            {slowOlder ? 'Loading older messages' : 'Show older messages'}
          </Button>
        </div>
      )}
      {messages && <AnnounceChanges messages={messages} />}
    </section>
  );
}

function Placeholder() {
  return (
    <div className={classes.placeholder} aria-hidden>
      <Skeleton height={14} width="80%" />
      <Skeleton height={14} width="65%" />
      <Skeleton height={14} width="75%" />
    </div>
  );
}
