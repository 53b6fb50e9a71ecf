import type { Page } from '@playwright/test';
import { expect, expectAccessible, row, send, test, withApp } from './fixtures.ts';

/** What the page learns by itself within half a minute, it learns at once when it is loaded. */
const reloadUntil = (page: Page, words: RegExp): Promise<void> =>
  expect(async () => {
    await page.reload();
    await expect(page.getByText(words)).toBeVisible({ timeout: 1_000 });
  }).toPass();

test('an account that does not sign is told that its statuses are being refused', async ({ page }) => {
  await withApp(page, [{ EMULATOR_UNSIGNED: '1' }], async () => {
    await send(page, '+15550100001', 'Unsigned');
    await expect(row(page, 'Unsigned')).toContainText('Queued');
    await reloadUntil(page, /does not sign its callbacks, so what they report is being refused/);
    await expect(page.getByText('SINCH_CALLBACK_AUTH=signature-or-token')).toBeVisible();
    await expectAccessible(page);
  });
});

test('an account whose callbacks count by their token is told on demand what is safer', async ({ page }) => {
  const unsigned = { EMULATOR_UNSIGNED: '1', SINCH_CALLBACK_AUTH: 'signature-or-token' };
  await withApp(page, [unsigned], async () => {
    await send(page, '+15550100001', 'By token');
    await expect(row(page, 'By token')).toContainText('Delivered');
    await reloadUntil(page, /they count by a secret in their address/);
    await page.getByText(/they count by a secret/).click();
    await expect(page.getByText(/Signatures are safer/)).toBeVisible();
    await expectAccessible(page);
  });
});

const SIGNS = { SINCH_WEBHOOK_SECRET: 'e2e-webhook-secret' };

test('a wrong secret is named for what it is, and the notice can be put away', async ({ page }) => {
  await withApp(page, [{ SINCH_WEBHOOK_SECRET: '"e2e-webhook-secret"' }, SIGNS], async () => {
    await send(page, '+15550100003', 'Quoted');
    await reloadUntil(page, /stands in quotes that the secret at Sinch does not have/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Put this notice away' }).click();
    await expect(page.getByText(/stands in quotes/)).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'This server' })).toBeFocused();
  });
});

test('both secrets of a rotation are shown with when they last matched', async ({ page }) => {
  const rotating = {
    SINCH_WEBHOOK_SECRET: 'the-next-webhook-secret',
    SINCH_WEBHOOK_SECRET_PREVIOUS: 'e2e-webhook-secret',
  };
  await withApp(page, [rotating, SIGNS], async () => {
    await send(page, '+15550100001', 'Under the previous secret');
    await expect(row(page, 'Under the previous secret')).toContainText('Delivered');
    await reloadUntil(page, /not once since the server was started, the previous one just now/);
    await expect(page.getByText(/Keep both: nothing has been signed with the new one yet/)).toBeVisible();
    await expectAccessible(page);
  });
});
