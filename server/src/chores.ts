/** What the server does by itself, beside answering requests. */
import type { Logger } from 'pino';
import type { Rejected } from './callbacks/rejected.ts';
import type { Config } from './config.ts';
import { DAY, HOUR, MINUTE, SECOND } from './durations.ts';
import { followUp } from './messages/follow-up.ts';
import type { FollowUpResult } from './messages/follow-up.ts';
import { maskNumbers } from './messages/phone.ts';
import type { Gateway } from './sinch/gateway.ts';
import { refusal } from './sinch/refusal.ts';
import type { Store } from './store/store.ts';

interface ChoreDeps {
  config: Pick<Config, 'webhook' | 'inbox' | 'retentionDays'>;
  store: Store;
  gateway: Gateway;
  rejected: Rejected;
  log: Logger;
  now: () => number;
  onFollowUp: (result: FollowUpResult) => void;
}

interface Chores {
  /** Resolves when what was being done is done. */
  stop(): Promise<void>;
}

const FOLLOW_UP_EVERY = 5 * SECOND;
/** With the pause between, at most one question a second: Sinch's limits are for sending, not for us to ask. */
const FOLLOW_UPS_AT_ONCE = 5;
const FLUSH_EVERY = 5 * SECOND;
const PRUNE_EVERY = MINUTE;
const ORPHAN_AGE = 7 * DAY;
/** Beyond the window of a signature a replay is refused by its time. */
const NONCE_MARGIN = HOUR;

/** Does `work` again and again, with a pause between; a fault is logged and the next time is another try. */
function repeat(everyMs: number, work: () => Promise<void>, onFault: (error: unknown) => void): Chores {
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  let stopped = false;
  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = work().catch(onFault).then(schedule);
    }, everyMs);
  };
  schedule();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

export function startChores({ config, store, gateway, rejected, log, now, onFollowUp }: ChoreDeps): Chores {
  const followUps = async (): Promise<void> => {
    const deps = { store, gateway, neverArrived: refusal('never_arrived'), now };
    for (const { cause, ...result } of await followUp(deps, FOLLOW_UPS_AT_ONCE)) {
      onFollowUp(result);
      // Those come again and again, as long as a message is open.
      if (result.verdict === 'not_askable') log.debug(result, 'follow-up');
      else if (cause === undefined) log.info(result, 'follow-up');
      else log.warn({ ...result, cause: maskNumbers(cause) }, 'follow-up');
    }
  };
  const { days, count } = config.inbox;
  const retention = {
    nonces: config.webhook.maxAgeSeconds * SECOND + NONCE_MARGIN,
    orphans: ORPHAN_AGE,
    inbox: days * DAY,
    inboxCount: count,
    messages: config.retentionDays === null ? null : config.retentionDays * DAY,
  };
  const chore = (name: string, everyMs: number, work: () => Promise<void>): Chores =>
    repeat(everyMs, work, (error) => log.error({ err: error }, `${name} failed; it will be tried again`));
  const chores = [
    chore('follow-up', FOLLOW_UP_EVERY, followUps),
    chore('keeping refused callbacks', FLUSH_EVERY, () => rejected.flush()),
    chore('pruning', PRUNE_EVERY, () => store.prune(now(), retention)),
  ];
  return {
    stop: async () => {
      await Promise.all(chores.map((one) => one.stop()));
    },
  };
}
