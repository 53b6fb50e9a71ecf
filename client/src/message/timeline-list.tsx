import type { Recipient } from '@sinch-callback-app/server/contract';
import { saysMore } from '@sinch-callback-app/server/meanings';
import IconPointFilled from '@tabler/icons-react/dist/esm/icons/IconPointFilled.mjs';
import { STATUS_VIEWS, statusOf } from '../messages/status-view.ts';
import type { StatusView } from '../messages/status-view.ts';
import { StatusWord } from '../messages/status-word.tsx';
import { isText } from '../parse-basics.ts';
import { broughtBy, codeText, operatorText, repeatsText, SPAN_TEXTS, STEPS } from '../texts/message.ts';
import { durationText } from '../ui/duration.ts';
import { exactTime } from '../ui/exact-time.ts';
import { instantOf } from './instant.ts';
import type { MessageTimes, Span } from './spans.ts';
import { minuteOf, stepTime } from './step-time.ts';
import { timelineOf } from './timeline.ts';
import type { Step } from './timeline.ts';
import classes from './timeline.module.css';

interface Props {
  recipient: Recipient;
  times: MessageTimes;
}

/** From Sinch's yes to the last word, each step with what brought it and where the time went. */
export function TimelineList({ recipient, times }: Props) {
  const steps = timelineOf(recipient, times);
  if (steps.length === 0) return <p className={classes.none}>{STEPS.none}</p>;
  return (
    <ol>
      {steps.map((step, index) => (
        <StepItem key={step.key} step={step} before={steps[index - 1]?.at ?? null} />
      ))}
    </ol>
  );
}

function StepItem({ step, before }: { step: Step; before: number | null }) {
  const { entry, at, isOurs, spans, isLate, contradicts } = step;
  const { label, tone, Icon } = viewOf(entry);
  // While it is on its way, Sinch’s own time says more than the operator’s minute.
  const operatorAt = tone === 'open' ? null : instantOf(entry.operatorAt);
  const time = at === null ? null : <StepTime at={at} before={before} />;
  const detail = [
    isOurs && entry.source === 'callback' && STEPS.timeOfReceipt,
    broughtBy(entry.source),
    ...spans.map(spanText),
    entry.reason,
    entry.code !== null && saysMore(entry.code) && codeText(entry.code),
  ].filter(isText);
  const marks = [
    operatorAt !== null && operatorText(minuteOf(operatorAt)),
    entry.repeats > 0 && repeatsText(entry.repeats),
  ].filter(isText);
  const warnings = [isLate && STEPS.late, contradicts && STEPS.contradicts].filter(isText);
  return (
    <li className={classes.step}>
      <div className={classes.head}>
        <StatusWord Icon={Icon} tone={tone}>
          {label}
        </StatusWord>
        {time}
      </div>
      <div className={classes.detail}>{detail.join(' · ')}</div>
      {marks.length > 0 && <div className={classes.detail}>{marks.join(' ')}</div>}
      {warnings.length > 0 && <div className={classes.warning}>{warnings.join(' ')}</div>}
    </li>
  );
}

function StepTime({ at, before }: { at: number; before: number | null }) {
  const instant = new Date(at);
  return (
    <time dateTime={instant.toISOString()} title={exactTime(instant)} className="quiet">
      {stepTime(at, before)}
    </time>
  );
}

const spanText = ({ where, ms }: Span): string => SPAN_TEXTS[where](durationText(ms));

function viewOf({ status, source }: Step['entry']): StatusView {
  const known = statusOf(status);
  // A word that nobody knows here stands as Sinch wrote it.
  if (known === null) return { label: status, tone: 'open', Icon: IconPointFilled };
  const view = STATUS_VIEWS[known];
  return source === 'send' && known === 'QUEUED' ? { ...view, label: STEPS.accepted } : view;
}
