/** What can be wrong with an account, whichever API it is asked through. */
import { maskNumbers } from '../../src/messages/phone.ts';
import { parseErrorBody } from '../../src/sinch/refusal.ts';
import type { Answer } from './ask.ts';
import { fail } from './finding.ts';

function wordsOf(answer: Answer): string {
  const { code, text } = parseErrorBody(answer.body);
  const words = [code, text].filter(Boolean).join(', ');
  return words === ''
    ? `HTTP ${answer.status}`
    : `HTTP ${answer.status}: ${maskNumbers(words.slice(0, 200))}`;
}

export const wrongRegion = (here: string, there: string) =>
  fail(
    'wrong_region',
    `This account is not in the region ${here} but in ${there}.`,
    `Set SINCH_REGION=${there}.`,
  );

export const unknownRegion = (here: string) =>
  fail(
    'wrong_region',
    `Sinch does not know this account in the region ${here}.`,
    'Look in the Sinch dashboard in which region it is, and set SINCH_REGION.',
  );

export const projectUnknown = () =>
  fail(
    'project_unknown',
    'The access key is good, but not for this project.',
    'Copy SINCH_PROJECT_ID again from the Sinch dashboard: it must be the project that the access key was made in.',
  );

export const notFound = (what: string) =>
  fail(
    'not_found',
    `Sinch does not know ${what} (HTTP 404).`,
    'Copy the id again from the Sinch dashboard, and check SINCH_REGION.',
  );

export const blocked = (answer: Answer) =>
  fail(
    'blocked',
    `Sinch refuses this account (${wordsOf(answer)}): it is blocked, out of credit, or has no access.`,
    'Look at the balance and at the notices in the Sinch dashboard, or ask Sinch’s support.',
  );

export const refused = (answer: Answer) =>
  fail(
    'refused',
    `Sinch refuses a harmless call (${wordsOf(answer)}).`,
    'Look these words up in Sinch’s documentation, or ask its support.',
  );
