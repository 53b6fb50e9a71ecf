import type { Message } from '@sinch-callback-app/server/contract';
import type { Page, Response } from '@playwright/test';
import { expect, send, test, withApp } from './fixtures.ts';

const LONGEST_TASK = 200;
/** In bytes of JSON: what a message says of itself, and what it says of one recipient with all steps. */
const HEAD = 2_000;
const RECIPIENT = 2_000;
const NUMBERS = Array.from({ length: 1_000 }, (_, index) => `+1555${String(2_000_000 + index * 100 + 1)}`);

/** The queue at Sinch is drained in ten seconds and more, so that the page asks several times meanwhile. */
const DRAINED = { EMULATOR_MESSAGES_PER_SECOND: '5' };

interface Poll {
  since: number | null;
  status: number;
  bytes: number;
  recipients: number;
}

const isOfMessage = (response: Response): boolean =>
  /\/api\/messages\/[^/]+$/.test(new URL(response.url()).pathname);

async function pollOf(response: Response): Promise<Poll> {
  const since = new URL(response.url()).searchParams.get('since');
  const body = response.status() === 200 ? await response.body() : Buffer.alloc(0);
  const message = body.length === 0 ? null : (JSON.parse(body.toString()) as Message);
  return {
    since: since === null ? null : Number(since),
    status: response.status(),
    bytes: body.length,
    recipients: message?.recipients.length ?? 0,
  };
}

/** Every task from now on that holds the page up for more than 50 ms, in milliseconds. */
async function watchTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
}

test('a message of a thousand is followed without holding the page up, or reading twice what is known', async ({
  page,
}, testInfo) => {
  test.setTimeout(180_000);
  await withApp(page, [{}, DRAINED], async () => {
    const answers: Promise<Poll>[] = [];
    page.on('response', (response) => {
      if (isOfMessage(response)) answers.push(pollOf(response));
    });
    await send(page, NUMBERS.join('\n'), 'Followed live');
    const tasks = await watchTasks(page);
    await page.getByRole('link', { name: 'Open it' }).click();
    const toggle = page.getByRole('button', { name: `${NUMBERS[0]} steps` });
    await toggle.press('Enter');

    await expect(page.getByText('Delivered 1000 of 1000', { exact: true })).toBeVisible({ timeout: 120_000 });
    // Drawn anew or not, who was reading is still there.
    await expect(toggle).toBeFocused();
    await expect(toggle).toHaveAttribute('aria-expanded', 'true');
    await expect(page.getByRole('listitem').filter({ hasText: 'Delivered' })).toBeVisible();

    const polls = await Promise.all(answers);
    const sum = (of: (poll: Poll) => number): number => polls.reduce((total, poll) => total + of(poll), 0);
    const longest = Math.max(0, ...(await tasks()));
    const measured = `${polls.length} polls, ${sum(({ bytes }) => bytes)} bytes; longest task ${longest} ms`;
    testInfo.annotations.push({ type: 'measured', description: measured });
    expect(longest).toBeLessThanOrEqual(LONGEST_TASK);
    // The answer to the send is known from the start, and nothing is read whole after it.
    for (const { since, bytes, recipients } of polls) {
      expect(since).not.toBeNull();
      expect(bytes).toBeLessThanOrEqual(HEAD + RECIPIENT * recipients);
    }
    expect(polls.filter(({ recipients }) => recipients > 0 && recipients < 1_000).length).toBeGreaterThan(2);
    // Accepted, queued, dispatched, delivered.
    expect(sum(({ recipients }) => recipients)).toBeLessThanOrEqual(4 * NUMBERS.length);
  });
});
