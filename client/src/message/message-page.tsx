import { useDocumentTitle } from '@mantine/hooks';
import type { Message } from '@sinch-callback-app/server/contract';
import { useEffect } from 'react';
import { isNotFound } from '../api-errors.ts';
import { toWhom } from '../messages/summary.ts';
import { LoadBoundary } from '../nav/load-boundary.tsx';
import { LoadingView } from '../nav/loading-view.tsx';
import { MESSAGE, messageTo } from '../texts/message.ts';
import { titled } from '../texts/nav.ts';
import { WayBack } from '../ui/way-back.tsx';
import { loadDetail, MessageDetail } from './lazy-detail.ts';
import type { MessageDetailProps } from './message-detail.tsx';
import classes from './message-page.module.css';
import { useMessage } from './use-message.ts';

interface Props extends Pick<MessageDetailProps, 'onSendAgain'> {
  id: string;
}

/** The heading is there at once; the rest is fetched, program and message side by side. */
export function MessagePage({ id, onSendAgain }: Props) {
  const { data: message, error, isPending } = useMessage(id);
  useEffect(() => void loadDetail().catch(() => undefined), []);
  const title = message === undefined ? MESSAGE.untitled : titleOf(message);
  useDocumentTitle(titled(title));
  const isMissing = isNotFound(error);
  return (
    <section aria-labelledby="message" className={classes.page}>
      <WayBack href="/">{MESSAGE.back}</WayBack>
      {/* One heading from first to last: it has the focus while the message is still on its way. */}
      <h2 id="message" tabIndex={-1} className={classes.heading}>
        {isMissing ? MESSAGE.missing : title}
      </h2>
      {message !== undefined && (
        <LoadBoundary>
          <MessageDetail message={message} onSendAgain={onSendAgain} />
        </LoadBoundary>
      )}
      {isMissing && <p className={classes.line}>{MESSAGE.missingAdvice}</p>}
      {error !== null && !isMissing && message === undefined && (
        <p className={classes.line}>{MESSAGE.unreadable}</p>
      )}
      {isPending && <LoadingView />}
    </section>
  );
}

const titleOf = ({ recipients }: Message): string => {
  const [first] = recipients.map(({ recipient }) => recipient);
  return messageTo(toWhom(first === undefined ? [] : [first], recipients.length));
};
