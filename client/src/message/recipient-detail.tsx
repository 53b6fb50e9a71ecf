import type { Recipient } from '@sinch-callback-app/server/contract';
import { STATUS_VIEWS, statusOf } from '../messages/status-view.ts';
import { conflictText, STEPS } from '../texts/message.ts';
import { Note } from '../ui/note.tsx';
import { NumberReplies } from './number-replies.tsx';
import classes from './recipient-detail.module.css';
import { TimelineList } from './timeline-list.tsx';
import { isVerdict } from './timeline.ts';
import type { MessageTimes } from './spans.ts';

interface Props {
  recipient: Recipient;
  times: MessageTimes;
  /** The only one's replies stand below, with those of the message. */
  isOnly: boolean;
}

/** All that is known of one recipient. */
export function RecipientDetail({ recipient, times, isOnly }: Props) {
  return (
    <div className={classes.detail} data-has-replies={!isOnly || undefined}>
      <ConflictNote recipient={recipient} />
      <div>
        <h4 className={classes.heading}>{STEPS.heading}</h4>
        <TimelineList recipient={recipient} times={times} />
      </div>
      {!isOnly && <NumberReplies number={recipient.recipient} />}
    </div>
  );
}

/** Why one thing is shown where Sinch said several. */
function ConflictNote({ recipient: { conflict, status, history } }: { recipient: Recipient }) {
  if (!conflict || status === null) return null;
  const { label, tone } = STATUS_VIEWS[status];
  const words = new Set(history.filter(isVerdict).map((entry) => labelOf(entry.status)));
  return <Note tone="unsure">{conflictText([...words], label, tone === 'good')}</Note>;
}

function labelOf(word: string): string {
  const status = statusOf(word);
  return status === null ? word : STATUS_VIEWS[status].label;
}
