import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { UNCLEAR } from '../messages/state-text.ts';
import { Note } from '../ui/note.tsx';
import type { NoteTone } from '../ui/note.tsx';
import type { Outcome } from './outcome.ts';

/** How the last press of Send ended, and what to do next. */
export function OutcomeNotice({ outcome }: { outcome: Outcome | null }) {
  const notice = outcome && noticeOf(outcome);
  const id = outcome && messageIdOf(outcome);
  return (
    <div aria-live="polite">
      {notice && (
        <Note tone={notice.tone}>
          <strong>{notice.title}</strong> {notice.text}{' '}
          {id !== undefined && id !== null && (
            <Anchor component={Link} href={`/messages/${id}`} size="sm" underline="always">
              Open it
            </Anchor>
          )}
        </Note>
      )}
    </div>
  );
}

interface Notice {
  tone: NoteTone;
  title: string;
  text: string;
}

const INVALID: Notice = {
  tone: 'bad',
  title: 'Not sent.',
  text: 'Mend what is marked above, then send again.',
};
const LOST: Notice = {
  tone: 'unsure',
  title: 'No answer from the server.',
  text: 'Your message may or may not be on its way. Press Send again when the server is back: it will not be sent twice.',
};

function noticeOf(outcome: Outcome): Notice {
  if (outcome.kind === 'invalid') return INVALID;
  if (outcome.kind === 'lost') return LOST;
  if (outcome.kind === 'refused') return { tone: 'bad', title: 'Not sent.', text: refusedText(outcome) };
  return sentNotice(outcome.message.state);
}

function refusedText({ problem, retryAfter }: Extract<Outcome, { kind: 'refused' }>): string {
  const why = problem.detail ?? problem.title;
  return retryAfter === null ? why : `${why} Try again in ${retryAfter} s.`;
}

function sentNotice(state: string): Notice {
  if (state === 'unclear') return { tone: 'unsure', title: 'Unclear.', text: UNCLEAR };
  if (state === 'submitting')
    return { tone: 'plain', title: 'Sending.', text: 'Sinch is still being asked.' };
  return { tone: 'plain', title: 'Accepted by Sinch.', text: 'Its status appears in the list.' };
}

const messageIdOf = (outcome: Outcome): string | undefined => {
  if (outcome.kind === 'sent') return outcome.message.id;
  return outcome.kind === 'refused' ? outcome.problem.id : undefined;
};
