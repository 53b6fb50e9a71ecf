import { beforeEach, describe, expect, test } from 'vitest';
import type { RefusalCode } from '../contract.ts';
import { fanOut, WINDOW_MS } from './fan-out.ts';
import type { Attempt, Pace, RefusedAttempt } from './fan-out.ts';
import { refusal } from './refusal.ts';

const people = (count: number): string[] => Array.from({ length: count }, (_, n) => `+1202555${1000 + n}`);
const accepted = (sinchId = 'M1'): Attempt => ({ kind: 'accepted', sinchId });
const refused = (code: RefusalCode, fields: Partial<RefusedAttempt> = {}): RefusedAttempt => ({
  kind: 'refused',
  refusal: refusal(code),
  reason: 'A_WORD',
  tokenless: false,
  retryAfterMs: null,
  cause: 'a cause',
  ...fields,
});
const busy = (retryAfterMs: number | null = null): RefusedAttempt => refused('sinch_busy', { retryAfterMs });

let clock: number;
let waits: number[];
let asked: string[];
let noted: Map<string, Attempt>;
const pace: Pace = {
  now: () => clock,
  pause: async (ms) => {
    waits.push(ms);
    clock += ms;
  },
  random: () => 0.5,
};
beforeEach(() => {
  [clock, waits, asked, noted] = [0, [], [], new Map()];
});

const run = (
  recipients: readonly string[],
  answer: (recipient: string, nth: number) => Attempt,
): Promise<void> =>
  fanOut(
    recipients,
    async (recipient) => {
      const nth = asked.push(recipient);
      await new Promise((resolve) => setImmediate(resolve));
      return answer(recipient, nth);
    },
    (recipient, result) => {
      expect(noted.has(recipient)).toBe(false);
      noted.set(recipient, result);
    },
    pace,
  );
const resultsOf = (): string[] =>
  [...noted.values()].map((one) => (one.kind === 'refused' ? one.refusal.code : one.kind));

test('each of a thousand is asked for once, twenty at a time', async () => {
  let [answered, most] = [0, 0];
  await run(people(1000), () => {
    most = Math.max(most, asked.length - answered);
    answered += 1;
    return accepted();
  });
  expect(asked.toSorted()).toEqual(people(1000));
  expect([noted.size, most]).toEqual([1000, 20]);
});

describe('what Sinch is too busy for', () => {
  test('is tried again, later each time, and may get through', async () => {
    await run(people(1), (_, nth) => (nth < 4 ? busy() : accepted()));
    expect(resultsOf()).toEqual(['accepted']);
    expect(waits).toEqual([750, 1500, 3000]);
  });

  test('is tried no earlier than Sinch says', async () => {
    await run(people(1), (_, nth) => (nth < 2 ? busy(10_000) : accepted()));
    expect(waits).toEqual([10_250]);
  });

  test('is refused after the fourth time', async () => {
    await run(people(1), () => busy());
    expect([asked.length, resultsOf()]).toEqual([4, ['sinch_busy']]);
  });

  test('is refused at once where Sinch wants more patience than there is', async () => {
    await run(people(1), () => busy(WINDOW_MS));
    expect([asked.length, waits, resultsOf()]).toEqual([1, [], ['sinch_busy']]);
  });

  test.each(['invalid_content', 'blocked_account', 'unreachable', 'wrong_configuration'] as const)(
    'is not what is refused as %s: it is asked for once',
    async (code) => {
      await run(people(1), () => refused(code));
      expect([asked.length, resultsOf()]).toEqual([1, [code]]);
    },
  );

  test('is not what may have been sent: it is never asked for twice', async () => {
    await run(people(1), () => ({ kind: 'unclear', cause: 'a reset' }));
    expect([asked.length, resultsOf()]).toEqual([1, ['unclear']]);
  });
});

describe('the time of a send', () => {
  test('ends a minute after the first call: who is left is refused', async () => {
    await run(people(30), (_, nth) => {
      if (nth === 1) clock += WINDOW_MS;
      return accepted();
    });
    expect(asked).toHaveLength(20);
    const left = people(30).filter((recipient) => !asked.includes(recipient));
    for (const recipient of left) {
      expect(noted.get(recipient)).toMatchObject({ reason: 'NOT_TRIED', refusal: refusal('sinch_busy') });
    }
  });

  test('goes on until then', async () => {
    await run(people(30), (_, nth) => {
      if (nth === 1) clock += WINDOW_MS - 1;
      return accepted();
    });
    expect(asked).toHaveLength(30);
  });
});

describe('what stands in the way of all', () => {
  test('a token that cannot be had ends the send, whoever was accepted before', async () => {
    const tokenless = refused('unreachable', { tokenless: true });
    await run(people(1000), (_, nth) => (nth === 1 ? accepted() : tokenless));
    // The twenty that were under way, and one in the place of the one that was accepted.
    expect(asked).toHaveLength(21);
    expect(noted.size).toBe(1000);
    expect(new Set(resultsOf())).toEqual(new Set(['accepted', 'unreachable']));
  });

  test('a token call that is one too many is not repeated for each: the SDK has done so', async () => {
    await run(people(1000), () => refused('sinch_busy', { tokenless: true }));
    expect([asked.length, waits]).toEqual([20, []]);
  });

  test.each(['wrong_credentials', 'project_not_allowed', 'wrong_configuration'] as const)(
    '%s ends the send, as long as nobody was accepted',
    async (code) => {
      await run(people(1000), () => refused(code));
      expect(asked).toHaveLength(20);
      expect(new Set(resultsOf())).toEqual(new Set([code]));
    },
  );

  test('is no fault of configuration, once somebody was accepted', async () => {
    await run(people(100), (_, nth) => (nth === 1 ? accepted() : refused('wrong_configuration')));
    expect(asked).toHaveLength(100);
  });

  test.each(['invalid_content', 'test_mode', 'blocked_account', 'unreachable'] as const)(
    'is not %s of one recipient',
    async (code) => {
      await run(people(100), () => refused(code));
      expect(asked).toHaveLength(100);
    },
  );
});
