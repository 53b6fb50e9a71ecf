import { Anchor } from '@mantine/core';
import type { Message } from '@sinch-callback-app/server/contract';
import type { PropsWithChildren } from 'react';
import { Link } from 'wouter';
import { planOf } from '../messages/plan.ts';
import { SendAgain } from '../message/send-again.tsx';
import { useSentMessage } from '../message/use-message.ts';
import { unclearText } from '../messages/state-text.ts';
import { OUTCOME } from '../texts/send.ts';
import { Note } from '../ui/note.tsx';
import type { NoteTone } from '../ui/note.tsx';
import { plannedTime } from '../ui/planned.ts';
import { useNow } from '../ui/use-now.ts';
import { draftOf } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Ended, Outcome } from './outcome.ts';

interface Props {
  outcome: Ended | null;
  /** Puts the message of the outcome into the form again. */
  onSendAgain: (draft: Draft) => void;
}

/** How the last press of Send ended, and what to do next. */
export function OutcomeNotice({ outcome, onSendAgain }: Props) {
  return <div aria-live="polite">{outcome && <Words outcome={outcome} onSendAgain={onSendAgain} />}</div>;
}

function Words({ outcome, onSendAgain }: Props & { outcome: Ended }) {
  if (outcome.kind === 'sent') return <SentWords sent={outcome.message} onSendAgain={onSendAgain} />;
  if (outcome.kind === 'invalid') return <NoticeNote {...INVALID} />;
  if (outcome.kind === 'locked') return <NoticeNote {...LOCKED} />;
  if (outcome.kind === 'lost') return <NoticeNote {...LOST} />;
  const { problem, draft } = outcome;
  const again = { ...draft, resendOf: problem.id ?? draft.resendOf };
  return (
    <NoticeNote tone="bad" title={OUTCOME.notSent} text={refusedText(outcome)} id={problem.id}>
      <SendAgain code={problem.code} onPress={() => onSendAgain(again)} />
    </NoticeNote>
  );
}

/** An unclear message finds its end while one looks at it. */
function SentWords({ sent, onSendAgain }: { sent: Message; onSendAgain: Props['onSendAgain'] }) {
  const message = useSentMessage(sent);
  const now = useNow();
  return (
    <NoticeNote {...sentNotice(message, now)} id={message.id}>
      <SendAgain code={message.refusal?.code} onPress={() => onSendAgain(draftOf(message, Date.now()))} />
    </NoticeNote>
  );
}

function NoticeNote({
  tone,
  title,
  text,
  id,
  children,
}: PropsWithChildren<Notice & { id?: string | undefined }>) {
  return (
    <Note tone={tone}>
      <strong>{title}</strong> {text}{' '}
      {id !== undefined && (
        <Anchor component={Link} href={`/messages/${id}`} size="sm" underline="always">
          {OUTCOME.open}
        </Anchor>
      )}
      {children}
    </Note>
  );
}

interface Notice {
  tone: NoteTone;
  title: string;
  text: string;
}

const INVALID: Notice = { tone: 'bad', ...OUTCOME.invalid };
const LOCKED: Notice = { tone: 'unsure', ...OUTCOME.locked };
const LOST: Notice = { tone: 'unsure', ...OUTCOME.lost };

function refusedText({ problem, retryAfter }: Extract<Outcome, { kind: 'refused' }>): string {
  const why = problem.detail ?? problem.title;
  // It says itself how long, and not in thousands of seconds.
  if (retryAfter === null || problem.code === 'daily_budget') return why;
  return OUTCOME.tryAgain(why, retryAfter);
}

function sentNotice(message: Message, now: number): Notice {
  const plan = planOf(message, now);
  if (plan?.kind === 'scheduled')
    return { tone: 'plain', ...OUTCOME.scheduled(plannedTime(Date.parse(plan.at), now)) };
  if (message.canceledAt !== null) return { tone: 'plain', ...OUTCOME.cancelled(message.canceledBy) };
  switch (message.state) {
    case 'unclear':
      return { tone: 'unsure', title: OUTCOME.unclear, text: unclearText(message.transport) };
    case 'submitting':
      return { tone: 'plain', ...OUTCOME.submitting };
    case 'refused':
      return { tone: 'bad', title: OUTCOME.notSent, text: message.refusal?.detail ?? '' };
    case 'accepted':
      return { tone: 'plain', ...OUTCOME.accepted };
  }
}
