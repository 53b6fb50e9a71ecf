/** Every view as one meets it in a database that has been in use for a month. The best of them stand in the README. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { compose, expect, row, send, test, withApp } from './fixtures.ts';
import { shoot } from './shoot.ts';
import { startApp } from './start-app.ts';
import type { RunningApp } from './start-app.ts';

const SERVER = resolve(import.meta.dirname, '../../server');
const TOKEN = 'b7f3c1d09e5a4826b7f3c1d09e5a4826';
const MESSAGES = 3000;

/** What the program is told of a Sinch that is this machine. */
const LOCAL = {
  ENV_FILE: '',
  SINCH_PROJECT_ID: 'e2e-project',
  SINCH_KEY_ID: 'e2e-key',
  SINCH_KEY_SECRET: 'e2e-key-secret',
  SINCH_WEBHOOK_SECRET: 'e2e-webhook-secret',
  SINCH_AUTH_URL: 'http://127.0.0.1:9',
  SINCH_SMS_URL: 'http://127.0.0.1:9',
};

const forge = (app: RunningApp, signature: string): Promise<Response> =>
  fetch(`${app.url}/webhooks/sinch/delivery`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-sinch-webhook-signature': signature,
      'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
      'x-sinch-webhook-signature-nonce': '01KAHY1J8M5N0G6Q6T7E9B3XWZ',
      'x-sinch-webhook-signature-timestamp': String(Math.floor(Date.now() / 1000)),
    },
    body: '{"type":"recipient_delivery_report_sms","recipient":"15550100099","status":"Delivered"}',
  });

/** A view by its address, from a wide window on. */
async function open(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(address);
}

test('every view fits its window', async ({ page }) => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
  const DATABASE_URL = `file:${join(folder, 'sms.db')}`;
  const seed = ['--import', 'tsx', 'scripts/seed.ts', String(MESSAGES)];
  execFileSync(process.execPath, seed, { cwd: SERVER, env: { ...process.env, ...LOCAL, DATABASE_URL } });
  const app = await startApp({ DATABASE_URL });
  try {
    await open(page, app.url);
    await send(page, '+15550100001', 'We are at your door.');
    await expect(row(page, 'at your door')).toContainText('Delivered');
    await shoot(page, 'tour-list');
    await open(page, `${app.url}/?status=FAILED`);
    await expect(page.getByRole('listitem').filter({ hasText: 'Failed' }).first()).toBeVisible();
    await shoot(page, 'tour-list-filtered');
    await open(page, `${app.url}/?find=01KAHY1J8M5N0G6Q6T7E9B3XWZ`);
    await expect(page.getByRole('heading', { name: 'Messages' })).toBeVisible();
    await shoot(page, 'tour-list-nothing');

    await open(page, `${app.url}/overview?last=30d`);
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await expect(page.locator('svg.recharts-surface').first()).toBeVisible();
    await shoot(page, 'tour-overview');

    await open(page, app.url);
    await compose(
      page,
      '+15550100001\n+15550100002\n+15550100002\n020 7946 0018\nAnn\n+15550100003',
      'Doors open at 19:00 – see you there!',
    );
    await shoot(page, 'tour-compose');
    await page.getByRole('button', { name: /^Remove 1 duplicate/ }).click();
    await page.getByRole('button', { name: 'Remove Ann' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await shoot(page, 'tour-confirm');

    await forge(app, Buffer.alloc(32, 7).toString('base64'));
    await forge(app, 'a'.repeat(64));
    await open(page, `${app.url}/callbacks`);
    await expect(page.getByRole('link', { name: 'Stored' }).first()).toBeVisible();
    await shoot(page, 'tour-callbacks');
    await page.getByRole('link', { name: 'Stored' }).first().click();
    await expect(page.getByRole('list', { name: 'How it was judged' })).toBeVisible();
    await shoot(page, 'tour-callback');
    await open(page, `${app.url}/callbacks?kept=rejected`);
    await page.getByRole('link', { name: 'Wrong signature' }).first().click();
    await expect(page.getByText('What is probably wrong:')).toBeVisible();
    await shoot(page, 'tour-callback-forged');
    await page.goto('about:blank');
  } finally {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test.describe('with access tokens', () => {
  test.use({ expectedComplaint: /status of (401|429)/ });

  test('the login and the end of a budget fit their window', async ({ page }) => {
    await withApp(page, [{ ACCESS_TOKENS: `ops:${TOKEN}`, SEND_PARTS_PER_DAY: '1' }], async () => {
      await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
      await shoot(page, 'login');
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByLabel('Access token').fill(TOKEN);
      await page.getByRole('button', { name: 'Log in' }).click();
      await send(page, '+15550100001', 'The only part of the day');
      await expect(row(page, 'The only part')).toContainText('Delivered');
      await compose(page, '+15550100001', 'One more part');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await expect(page.getByText('Not sent.')).toBeVisible();
      await shoot(page, 'over-budget');
    });
  });
});
