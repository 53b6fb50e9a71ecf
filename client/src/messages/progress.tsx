import type { Message, MessageState } from '@sinch-callback-app/server/contract';
import IconCalendarTime from '@tabler/icons-react/dist/esm/icons/IconCalendarTime.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import { countedName, ROW } from '../texts/messages.ts';
import { PlannedTime } from '../ui/planned-time.tsx';
import { useNow } from '../ui/use-now.ts';
import { planOf } from './plan.ts';
import type { Plan } from './plan.ts';
import { STATE_VIEWS } from './state-text.ts';
import { STATUS_VIEWS } from './status-view.ts';
import { StatusWord } from './status-word.tsx';
import { leadText, shares } from './summary.ts';
import type { Counts, Share } from './summary.ts';

interface Props {
  message: Pick<Message, 'state' | 'final' | 'sendAt' | 'canceledAt'>;
  counts: Counts;
  total: number;
}

/** For the message itself: every status that any recipient has, the furthest first. */
export function Tally({ message, counts, total }: Props) {
  const plan = planOf(message, useNow());
  if (message.state !== 'accepted') return <StateWord state={message.state} />;
  const [lead, ...rest] = shares(counts).toReversed();
  return (
    <>
      {lead && <Lead share={lead} total={total} plan={plan} />}
      {rest.map(counted)}
    </>
  );
}

/** While nothing has arrived, what the message waits for says more than how far it has come. */
function Lead({ share, total, plan }: { share: Share; total: number; plan: Plan }) {
  if (plan === null || STATUS_VIEWS[share.status].tone !== 'open')
    return <ShareWord share={share} text={leadText(share, total)} />;
  return <PlanWord plan={plan} />;
}

export function PlanWord({ plan }: { plan: NonNullable<Plan> }) {
  if (plan.kind === 'cancelling') {
    return (
      <StatusWord Icon={IconCircleX} tone="open">
        {ROW.cancelling}
      </StatusWord>
    );
  }
  return (
    <StatusWord Icon={IconCalendarTime} tone="open" wraps>
      <span>
        {ROW.scheduledFor} <PlannedTime at={plan.at} />
      </span>
    </StatusWord>
  );
}

export function StateWord({ state }: { state: Exclude<MessageState, 'accepted'> }) {
  const { label, tone, Icon } = STATE_VIEWS[state];
  return (
    <StatusWord Icon={Icon} tone={tone}>
      {label}
    </StatusWord>
  );
}

const counted = (share: Share) => (
  <ShareWord
    key={share.status}
    share={share}
    text={countedName(STATUS_VIEWS[share.status].label, share.count)}
  />
);

function ShareWord({ share, text }: { share: Share; text: string }) {
  const { tone, Icon } = STATUS_VIEWS[share.status];
  return (
    <StatusWord Icon={Icon} tone={tone}>
      {text}
    </StatusWord>
  );
}
