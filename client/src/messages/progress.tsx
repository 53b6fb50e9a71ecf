import type { MessageState, Status } from '@sinch-callback-app/server/contract';
import IconCalendarTime from '@tabler/icons-react/dist/esm/icons/IconCalendarTime.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import { ROW } from '../texts/messages.ts';
import { PlannedTime } from '../ui/planned-time.tsx';
import { useNow } from '../ui/use-now.ts';
import { planOf } from './plan.ts';
import type { Plan, Planned } from './plan.ts';
import { STATE_VIEWS } from './state-text.ts';
import { STATUS_VIEWS } from './status-view.ts';
import { StatusWord } from './status-word.tsx';
import { countText, leadText, shares } from './summary.ts';
import type { Counts } from './summary.ts';

interface Props {
  message: Planned;
  counts: Counts;
  total: number;
}

/** For the message itself: every status that any recipient has, the furthest first. */
export function Tally({ message, counts, total }: Props) {
  if (message.state !== 'accepted') return <StateWord state={message.state} />;
  const [lead, ...rest] = shares(counts).toReversed();
  return (
    <>
      {lead && <Lead message={message} status={lead.status} text={leadText(lead, total)} />}
      {rest.map((share) => (
        <CountWord key={share.status} status={share.status} text={countText(share)} />
      ))}
    </>
  );
}

/** While nothing has arrived, what the message waits for says more than how far it has come. */
export function Lead({ message, status, text }: { message: Planned; status: Status; text: string }) {
  const plan = planOf(message, useNow());
  const isUnderWay = STATUS_VIEWS[status].tone === 'open';
  return plan !== null && isUnderWay ? <PlanWord plan={plan} /> : <CountWord status={status} text={text} />;
}

function PlanWord({ plan }: { plan: NonNullable<Plan> }) {
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

function CountWord({ status, text }: { status: Status; text: string }) {
  const { tone, Icon } = STATUS_VIEWS[status];
  return (
    <StatusWord Icon={Icon} tone={tone}>
      {text}
    </StatusWord>
  );
}
