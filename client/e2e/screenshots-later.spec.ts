import type { CallbackHealth } from '@sinch-callback-app/server/contract';
import type { Page } from '@playwright/test';
import { compose, confirm, expect, reply, row, test, wallTime } from './fixtures.ts';
import { shoot } from './shoot.ts';
import { startApp } from './start-app.ts';

const timezoneId = 'Europe/Berlin';
test.use({ timezoneId, expectedComplaint: /status of (422|409)/ });

async function schedule(page: Page, to: string, text: string, minutes = 24 * 60): Promise<void> {
  await compose(page, to, text);
  await page.getByRole('button', { name: 'Send later' }).click();
  await page.getByLabel('Send at').fill(wallTime(minutes, timezoneId));
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  if (to.includes('\n')) await confirm(page);
}

test('what is to come fits its window', async ({ page }) => {
  test.setTimeout(180_000);
  const app = await startApp();
  try {
    await page.goto(app.url);
    await compose(page, '+15550100001', 'Your parcel arrives tomorrow between 2 and 4 pm.');
    await page.getByRole('button', { name: 'Send later' }).click();
    await page.getByRole('button', { name: 'Give up earlier' }).click();
    await shoot(page, 'later');
    await page.getByLabel('Send at').fill(wallTime(-60, timezoneId));
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect(page.getByText(/This time has passed/)).toBeVisible();
    await shoot(page, 'later-errors');

    await page.goto(app.url);
    await schedule(page, '+15550100011', 'This cancel is never confirmed');
    await expect(page.getByText('Scheduled.', { exact: true })).toBeVisible();
    await schedule(page, '+15550100001\n+15550100002\n+15550100003', 'Doors open at 19:00!', 20 * 24 * 60);
    await expect(row(page, 'Doors open')).toContainText('Scheduled for');
    await shoot(page, 'scheduled');
    await page.getByRole('link', { name: '+15550100011' }).click();
    await expect(page.getByText('Handed to Sinch')).toBeVisible();
    await shoot(page, 'scheduled-detail');
    await page.getByRole('button', { name: 'Cancel message' }).click();
    await shoot(page, 'cancel-question');
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await expect(page.getByText(/waiting for Sinch to confirm/)).toBeVisible();
    await shoot(page, 'cancelling-detail');
    await page.getByRole('link', { name: 'All messages' }).click();
    await page.getByRole('link', { name: /\+15550100003/ }).click();
    await page.getByRole('button', { name: 'Cancel message' }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await expect(page.getByText(/Sinch has confirmed it/)).toBeVisible();
    await shoot(page, 'cancelled-detail');
    await page.getByRole('link', { name: 'All messages' }).click();
    await expect(row(page, 'Doors open')).toContainText('Cancelled');
    await shoot(page, 'cancelled');
    // Or it would miss the server, and say so.
    await page.goto('about:blank');
  } finally {
    await app.stop();
  }
});

test('replies fit their window', async ({ page, app }) => {
  await page.goto('/');
  await compose(page, '+15550100001', 'Would Tuesday suit you?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(row(page, 'Would Tuesday')).toContainText('Delivered');
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByText(/^None yet/)).toBeVisible();
  await shoot(page, 'no-replies');
  await reply(app, '+15550100001', 'Yes!');
  await reply(
    app,
    '+15550100001',
    `Or rather:\nnot on a Tuesday, ${'really '.repeat(30)}\n${'x'.repeat(200)}`,
  );
  await reply(app, '+15550100001', 'שלום, <b>Wednesday</b>');
  await page.reload();
  await expect(page.getByText('שלום')).toBeVisible();
  await shoot(page, 'replies');
});

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

const HEALTH: CallbackHealth = {
  since: ago(5_000),
  auth: 'signature',
  secrets: [
    { name: 'current', lastMatchedAt: ago(30) },
    { name: 'previous', lastMatchedAt: ago(4_000) },
  ],
  unsignedAt: ago(1),
  diagnosis: {
    at: ago(5),
    code: 'secret_quoted',
    detail:
      'It matches SINCH_WEBHOOK_SECRET without the quotation marks around it. Take them away, then restart the server.',
  },
};

for (const [name, health] of [
  ['callbacks-refused', HEALTH],
  ['callbacks-by-token', { ...HEALTH, auth: 'signature-or-token', diagnosis: null }],
] as const) {
  test(`notices fit their window: ${name}`, async ({ page }) => {
    await page.route('**/api/callbacks', (route) => route.fulfill({ json: health }));
    await page.goto('/');
    await expect(page.getByText(/^Your account does not sign/)).toBeVisible();
    await shoot(page, name);
  });
}
