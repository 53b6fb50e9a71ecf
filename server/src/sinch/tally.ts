/** What is known of each recipient of a send, and what of it was told. */
import type { Refusal, RefusalCode } from '../contract.ts';
import type { Attempt, RefusedAttempt } from './fan-out.ts';
import type { RecipientOutcome, SendOutcome } from './gateway.ts';
import { refusal } from './refusal.ts';

/** Of several reasons, the one to be told: first what stands in everybody's way, then what passes by itself. */
const FOREMOST: readonly RefusalCode[] = [
  'wrong_credentials',
  'project_not_allowed',
  'wrong_configuration',
  'blocked_account',
  'unreachable',
  'sinch_busy',
];

function foremost(refused: readonly RefusedAttempt[]): Refusal {
  const codes = new Set(refused.map((one) => one.refusal.code));
  const [only] = codes.size === 1 ? codes : [];
  return refusal(FOREMOST.find((code) => codes.has(code)) ?? only ?? 'invalid_content');
}

function toOutcome(recipient: string, result: Attempt): RecipientOutcome {
  switch (result.kind) {
    case 'accepted':
      return { kind: 'accepted', recipient, sinchId: result.sinchId };
    case 'refused':
      return { kind: 'refused', recipient, reason: result.reason };
    case 'unclear':
      return { kind: 'unclear', recipient };
  }
}

function conclude(results: readonly (readonly [recipient: string, result: Attempt])[]): SendOutcome {
  const refused = results.map(([, result]) => result).filter((one) => one.kind === 'refused');
  const unclear = results.map(([, result]) => result).filter((one) => one.kind === 'unclear');
  const first = unclear[0] ?? refused[0];
  const cause = `${refused.length} refused and ${unclear.length} unclear of ${results.length}; the first: ${first?.cause}`;
  if (refused.length + unclear.length < results.length) {
    const recipients = results.map(([recipient, result]) => toOutcome(recipient, result));
    return { kind: 'accepted_each', recipients, cause: first === undefined ? null : cause };
  }
  return unclear.length > 0
    ? { kind: 'unclear', cause }
    : { kind: 'refused', refusal: foremost(refused), cause };
}

export interface Tally {
  note: (recipient: string, result: Attempt) => void;
  /** What came of the send as a whole. What is noted from then on is told to `onLate`, if it says more. */
  close: () => SendOutcome;
}

export function createTally(recipients: readonly string[], onLate: (outcome: SendOutcome) => void): Tally {
  const known = new Map<string, Attempt>();
  let told: SendOutcome | null = null;

  const conclusion = (): SendOutcome =>
    conclude(
      recipients.flatMap((recipient) => {
        const result = known.get(recipient);
        return result === undefined ? [] : [[recipient, result] as const];
      }),
    );

  function tell(recipient: string, result: Attempt): void {
    // Who is refused and who is unclear is not known yet, where all that was told is that nobody is certain.
    const news: SendOutcome =
      told?.kind === 'unclear'
        ? conclusion()
        : { kind: 'accepted_each', recipients: [toOutcome(recipient, result)], cause: null };
    if (news.kind === 'unclear') return;
    told = news;
    onLate(news);
  }

  return {
    note: (recipient, result) => {
      // A late answer may overtake the word that it is late.
      if (result.kind === 'unclear' && known.has(recipient)) return;
      known.set(recipient, result);
      if (told !== null) tell(recipient, result);
    },
    close: () => (told = conclusion()),
  };
}
