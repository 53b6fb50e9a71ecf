import type { MessageState } from '@sinch-callback-app/server/contract';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { STATE_VIEWS } from './state-text.ts';
import { STATUS_VIEWS } from './status-view.ts';
import { StatusWord } from './status-word.tsx';
import { headline, leadText, shares } from './summary.ts';
import type { Counts, Share } from './summary.ts';

interface Props {
  state: MessageState;
  counts: Counts;
  total: number;
}

/** For a line of the list: how far a message has come, and what went wrong; many kinds of trouble become one. */
export function Progress({ state, counts, total }: Props) {
  if (state !== 'accepted') return <StateWord state={state} />;
  const { lead, trouble } = headline(counts);
  return (
    <>
      {lead && <ShareWord share={lead} text={leadText(lead, total)} />}
      {trouble.length > 2 ? <Undelivered trouble={trouble} /> : trouble.map(counted)}
    </>
  );
}

/** For the message itself: every status that any recipient has, the furthest first. */
export function Tally({ state, counts, total }: Props) {
  if (state !== 'accepted') return <StateWord state={state} />;
  const [lead, ...rest] = shares(counts).toReversed();
  return (
    <>
      {lead && <ShareWord share={lead} text={leadText(lead, total)} />}
      {rest.map(counted)}
    </>
  );
}

function StateWord({ state }: { state: Exclude<MessageState, 'accepted'> }) {
  const { label, tone, Icon } = STATE_VIEWS[state];
  return (
    <StatusWord Icon={Icon} tone={tone}>
      {label}
    </StatusWord>
  );
}

const counted = (share: Share) => (
  <ShareWord key={share.status} share={share} text={`${STATUS_VIEWS[share.status].label} ${share.count}`} />
);

function ShareWord({ share, text }: { share: Share; text: string }) {
  const { tone, Icon } = STATUS_VIEWS[share.status];
  return (
    <StatusWord Icon={Icon} tone={tone}>
      {text}
    </StatusWord>
  );
}

function Undelivered({ trouble }: { trouble: readonly Share[] }) {
  return (
    <StatusWord Icon={IconX} tone="bad">
      Not delivered {trouble.reduce((sum, { count }) => sum + count, 0)}
    </StatusWord>
  );
}
