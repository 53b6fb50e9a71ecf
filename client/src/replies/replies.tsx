import type { Reply } from '@sinch-callback-app/server/contract';
import { memo } from 'react';
import { OlderButton } from '../paging/older-button.tsx';
import { REPLIES } from '../texts/replies.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { AnnounceReplies } from './announce-replies.tsx';
import classes from './replies.module.css';
import { useReplies } from './use-replies.ts';

/** What the recipients of a message wrote back, newest first. */
export function Replies({ id }: { id: string }) {
  const { items: replies, hasOlder, isReadingOlder, showOlder } = useReplies(id);
  if (replies === undefined) return null;
  return (
    <section aria-labelledby="replies" className={classes.replies}>
      <h3 id="replies">{REPLIES.heading}</h3>
      {replies.length === 0 && <p className={classes.none}>{REPLIES.none}</p>}
      {replies.length > 0 && (
        <>
          {/* Sinch does not say which message is meant (docs/sinch.md, "Inbound"). */}
          <p className={classes.hint}>{REPLIES.whose}</p>
          <ul className={classes.list}>
            {replies.map((reply) => (
              <ReplyItem key={reply.id} reply={reply} />
            ))}
          </ul>
        </>
      )}
      {hasOlder && (
        <div className={classes.more}>
          <OlderButton words={REPLIES} isReading={isReadingOlder} onPress={showOlder} />
        </div>
      )}
      <AnnounceReplies replies={replies} />
    </section>
  );
}

const ReplyItem = memo(function ReplyItem({ reply }: { reply: Reply }) {
  return (
    <li className={classes.reply}>
      <div className={classes.head}>
        <span className={classes.from}>{reply.from}</span>
        <span className={classes.when}>
          <RelativeTime at={reply.at ?? reply.receivedAt} />
        </span>
      </div>
      {/* As it was written, in whichever direction. */}
      <p dir="auto" className={classes.text}>
        {reply.body}
      </p>
    </li>
  );
});
