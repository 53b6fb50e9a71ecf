/** Time as the emulator sees it; tests put their own clock here. */
export interface Clock {
  readonly now: () => number;
  /** Runs the task after so many milliseconds; the returned function calls it off. */
  readonly after: (ms: number, task: () => void) => () => void;
  /** Told that work has begun; the returned function says that it is done. A clock may stand still meanwhile. */
  readonly hold?: () => () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

export interface Scheduler {
  now(): number;
  /** How long a delay of Sinch's lasts here, in milliseconds. */
  scaled(ms: number): number;
  /** Runs the task after the scaled delay; the returned function calls it off. */
  after(ms: number, task: () => void): () => void;
  /** Counts the work as pending until it settles. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when no timer and no tracked work is pending. */
  idle(): Promise<void>;
  stop(): void;
}

/** Node fires a longer timeout at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;
const NOTHING = (): void => undefined;

export function createScheduler(clock: Clock, speed: number): Scheduler {
  const timers = new Set<() => void>();
  let working = 0;
  let stopped = false;
  let waiting: (() => void)[] = [];

  function settle(): void {
    if (timers.size > 0 || working > 0) return;
    for (const wake of waiting) wake();
    waiting = [];
  }

  function after(ms: number, task: () => void): () => void {
    if (stopped) return NOTHING;
    let left = ms / speed;
    let disarm = NOTHING;
    const cancel = (): void => {
      disarm();
      timers.delete(cancel);
      settle();
    };
    const arm = (): void => {
      const wait = Math.min(left, LONGEST_TIMEOUT);
      left -= wait;
      disarm = clock.after(wait, left > 0 ? arm : fire);
    };
    const fire = (): void => {
      timers.delete(cancel);
      task();
      settle();
    };
    timers.add(cancel);
    arm();
    return cancel;
  }

  async function track<T>(work: Promise<T>): Promise<T> {
    working += 1;
    const release = clock.hold?.() ?? NOTHING;
    try {
      return await work;
    } finally {
      working -= 1;
      release();
      settle();
    }
  }

  return {
    now: () => clock.now(),
    scaled: (ms) => ms / speed,
    after,
    track,
    idle: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        settle();
      }),
    stop: () => {
      stopped = true;
      for (const cancel of timers) cancel();
    },
  };
}
