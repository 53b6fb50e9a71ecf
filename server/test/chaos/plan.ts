/** What one run of chaos does, worked out from its seed alone. */
import type { ChaosOptions } from '../../emulator/chaos.ts';
import type { Dice } from '../../emulator/dice.ts';
import { seededDice } from '../../emulator/dice.ts';

export interface PlannedSend {
  /** Milliseconds after the start. */
  readonly after: number;
  readonly to: readonly string[];
  /** How much later than Sinch accepts it the server learns so: callbacks may come first. */
  readonly answerDelay: number;
  /** Milliseconds after its answer; null: it is not cancelled. */
  readonly cancelledAfter: number | null;
}

export interface Plan {
  readonly sends: readonly PlannedSend[];
  readonly chaos: ChaosOptions;
  readonly resignRetries: boolean;
  /** How often the store fails, so that the callback is answered 503. */
  readonly storeFaults: number;
}

const MOST_SENDS = 4;
const MOST_RECIPIENTS = 5;
/** The longest a callback may be late is half a minute, so that some sends come amid the callbacks of others. */
const SENDS_WITHIN = 40_000;
/** Few, so that one number is now and then in several messages. */
const PREFIXES = 3;

/** What the emulator does with a recipient, and with a whole send. 95 hangs, and only a real clock ends that. */
const ENDINGS = Array.from({ length: 15 }, (_, index) => String(index + 1).padStart(2, '0'));
const TROUBLED_SENDS = ['90', '91', '92', '93', '94', '96'];
const TROUBLED_SHARE = 0.15;
const CANCELLED_SHARE = 0.2;
const LATE_ANSWER_SHARE = 0.3;
const LATE_ANSWER_WITHIN = 20_000;
/** The emulator dispatches after one second, slow ones after ten. */
const CANCELLED_WITHIN = 5_000;

function numberOf(roll: Dice, name: string, endings: readonly string[]): string {
  const prefix = 50 + Math.floor(roll(`${name} prefix`) * PREFIXES);
  return `+1202555${prefix}${endings[Math.floor(roll(`${name} ending`) * endings.length)]}`;
}

function sendOf(roll: Dice): PlannedSend {
  const count = 1 + Math.floor(roll('recipients') * MOST_RECIPIENTS);
  const to = Array.from({ length: count }, (_, index) => numberOf(roll, `recipient ${index}`, ENDINGS));
  if (roll('troubled') < TROUBLED_SHARE) to.unshift(numberOf(roll, 'first', TROUBLED_SENDS));
  const isCancelled = roll('cancelled') < CANCELLED_SHARE;
  return {
    after: Math.floor(roll('after') * SENDS_WITHIN),
    to: [...new Set(to)],
    answerDelay: roll('late') < LATE_ANSWER_SHARE ? Math.floor(roll('late by') * LATE_ANSWER_WITHIN) : 0,
    cancelledAfter: isCancelled ? Math.floor(roll('cancelled after') * CANCELLED_WITHIN) : null,
  };
}

export function planOf(seed: string): Plan {
  const roll = seededDice(`plan ${seed}`);
  const count = 1 + Math.floor(roll('sends') * MOST_SENDS);
  return {
    sends: Array.from({ length: count }, (_, index) => sendOf((name) => roll(`send ${index} ${name}`))),
    chaos: { seed },
    resignRetries: roll('resign') < 0.5,
    storeFaults: roll('store') < 0.25 ? 0.2 : 0,
  };
}
