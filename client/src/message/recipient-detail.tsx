import type { Recipient } from '@sinch-callback-app/server/contract';
import { STEPS } from '../texts/message.ts';
import { ConflictNote } from './conflict-note.tsx';
import { NumberReplies } from './number-replies.tsx';
import classes from './recipient-detail.module.css';
import { TimelineList } from './timeline-list.tsx';
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
