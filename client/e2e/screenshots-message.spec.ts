import type { Message } from '@sinch-callback-app/server/contract';
import { expect, reply, send, test } from './fixtures.ts';
import { shoot } from './shoot.ts';

test('every state of a message fits its window', async ({ page, app }) => {
  test.setTimeout(180_000);
  await page.goto('/');
  await send(page, '+15550100007', 'Your table is booked for eight o’clock.');
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByText('told by callback').nth(2)).toBeVisible();
  await shoot(page, 'message-steps');

  await page.goto('/');
  await page.setViewportSize({ width: 1280, height: 800 });
  const numbers = Array.from({ length: 60 }, (_, index) => `+1555010${String(1_001 + index)}`);
  await send(page, numbers.join('\n'), 'Doors open at 19:00, see you there!');
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByRole('heading', { name: '4 of 60 failed' })).toBeVisible();
  await reply(app, '+15550101003', 'Which doors?');
  await page.getByRole('button', { name: '+15550101003 steps' }).click();
  await expect(page.getByText('Which doors?').first()).toBeVisible();
  await shoot(page, 'message-failures');
  await page.goto(`${page.url()}?show=failed`);
  await expect(page.getByText('Its time was up').first()).toBeVisible();
  await shoot(page, 'message-failed-only');

  await page.route(/\/api\/messages\/[^/?]+$/, async (route) => {
    const message = (await (await route.fetch()).json()) as Message;
    const [first] = message.recipients;
    const last = first?.history.at(-1);
    if (first !== undefined && last !== undefined) {
      first.conflict = true;
      first.history.push({ ...last, status: 'Failed', code: 150, repeats: 2 });
    }
    await route.fulfill({ json: message });
  });
  await page.goto(page.url().replace('failed', 'conflict'));
  await page.getByRole('button', { name: '+15550101001 steps' }).click();
  await expect(page.getByText(/cannot all be true/)).toBeVisible();
  await shoot(page, 'message-conflict');
});
