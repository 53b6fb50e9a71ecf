import { VisuallyHidden } from '@mantine/core';
import type { MessageSummary } from '@sinch-callback-app/server/contract';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { refusedFor, ROW } from '../texts/messages.ts';
import { Lead, StateWord } from './progress.tsx';
import classes from './message-row.module.css';
import { SegmentedBar } from './segmented-bar.tsx';
import { STATE_VIEWS } from './state-text.ts';
import { STATUS_VIEWS } from './status-view.ts';
import { countText, headline, segmentsOf, shares } from './summary.ts';
import type { Headline, Share } from './summary.ts';

/** How far a message has come, in a word. */
export function RowState({ message }: { message: MessageSummary }) {
  if (message.state !== 'accepted') return <StateWord state={message.state} />;
  const { lead } = headline(message.counts);
  return lead && <Lead message={message} status={lead.status} text={STATUS_VIEWS[lead.status].label} />;
}

/** How many of how many, and how many went wrong; or why all of it did. */
export function RowProgress({ message }: { message: MessageSummary }) {
  const { state, refusal, counts, recipientCount: total } = message;
  if (refusal !== null) {
    return (
      <span className={classes.refusal} title={refusal.detail}>
        {refusedFor(refusal)}
      </span>
    );
  }
  if (state !== 'accepted')
    return <SegmentedBar segments={[{ tone: STATE_VIEWS[state].tone, count: total }]} />;
  const { lead, trouble } = headline(counts);
  return (
    <>
      <SegmentedBar segments={segmentsOf(counts, total)} />
      {lead !== null && total > 1 && <span className={classes.count}>{ROW.of(lead.count, total)}</span>}
      <Rest rest={restOf(counts, { lead, trouble })} trouble={trouble} />
    </>
  );
}

const restOf = (counts: MessageSummary['counts'], { lead, trouble }: Headline): Share[] =>
  shares(counts).filter(
    (share) => share.status !== lead?.status && !trouble.some(({ status }) => status === share.status),
  );

const sum = (counted: readonly Share[]): number => counted.reduce((all, { count }) => all + count, 0);
const words = (counted: readonly Share[]): string => counted.map(countText).join(', ');

/** Seen as one number, heard one by one. */
function Rest({ trouble, rest }: { trouble: readonly Share[]; rest: readonly Share[] }) {
  const undelivered = sum(trouble);
  const spoken = [trouble.length > 2 && ROW.notDelivered(undelivered), words(trouble), words(rest)].filter(
    Boolean,
  );
  return (
    <>
      {spoken.length > 0 && <VisuallyHidden>, {spoken.join(', ')}</VisuallyHidden>}
      {undelivered > 0 && (
        <span aria-hidden title={words(trouble)} className={classes.trouble}>
          <IconX size={14} /> {undelivered}
        </span>
      )}
    </>
  );
}
