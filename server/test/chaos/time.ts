import type { FastClock } from '../../emulator/fast-clock.ts';
import type { Gateway } from '../../src/sinch/gateway.ts';
import type { Plan } from './plan.ts';

/** Time that stands still while something is being done, unless that waits for time itself. */
export interface Time {
  readonly now: () => number;
  /** Does the work after so many milliseconds. */
  later<T>(ms: number, work: () => Promise<T>): Promise<T>;
  /** To be called by such work: lets so much time pass. */
  wait(ms: number): Promise<void>;
}

export function createTime(clock: FastClock): Time {
  /** Whose they are does not matter: the clock only counts them. */
  const holds: ((() => void) | undefined)[] = [];
  const stop = (): void => void holds.push(clock.hold?.());
  const goOn = (): void => holds.pop()?.();

  return {
    now: clock.now,
    later: (ms, work) =>
      new Promise((resolve, reject) => {
        clock.after(ms, () => {
          stop();
          work().then(resolve, reject).finally(goOn);
        });
      }),
    wait: (ms) =>
      new Promise((resolve) => {
        clock.after(ms, () => {
          stop();
          resolve();
        });
        goOn();
      }),
  };
}

/** Sinch's answers to sends come as late as the plan says. */
export function answerLate(gateway: Gateway, { sends }: Plan, time: Time): Gateway {
  return {
    ...gateway,
    send: async (message, onLate) => {
      const outcome = await gateway.send(message, onLate);
      const { answerDelay = 0 } = sends.find(({ to }) => to.join() === message.to.join()) ?? {};
      if (answerDelay > 0) await time.wait(answerDelay);
      return outcome;
    },
  };
}
