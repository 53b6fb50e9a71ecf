import type { Page } from '@playwright/test';
import { expect, expectAccessible, row, send, test } from './fixtures.ts';

const SIZES = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
];

const callbacks = (page: Page) =>
  page.getByRole('list', { name: 'Callbacks, newest first' }).getByRole('listitem');

/** Not masked. Whose it is depends on what others have sent to the server that the tests share. */
const WHOLE_NUMBER = /"recipient":"\d{11}"/;

/** Somebody who does not know the secret. */
const forge = (url: string) =>
  fetch(`${url}/webhooks/sinch/delivery`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-sinch-webhook-signature': Buffer.alloc(32, 7).toString('base64'),
      'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
      'x-sinch-webhook-signature-nonce': `forged-${Date.now()}`,
      'x-sinch-webhook-signature-timestamp': String(Math.floor(Date.now() / 1000)),
    },
    body: '{"type":"recipient_delivery_report_sms","recipient":"15550100099","status":"Delivered"}',
  });

const fits = async (page: Page): Promise<void> => {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
};

for (const viewport of SIZES) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test('a forged callback comes in by itself, and is explained', async ({ page, app }) => {
      await page.goto('/callbacks?kept=rejected');
      await expect(page.getByRole('heading', { name: 'Callbacks', exact: true })).toBeVisible();
      const before = await callbacks(page).count();
      expect((await forge(app.url)).status).toBe(401);
      await expect(callbacks(page)).toHaveCount(before + 1);
      await expect(callbacks(page).first()).toContainText(/Wrong signature.*answered 401/s);
      await fits(page);
      await expectAccessible(page);
      await callbacks(page).first().getByRole('link', { name: 'Wrong signature' }).click();
      await expect(page.getByRole('heading', { name: 'Callback', exact: true })).toBeFocused();
      await expect(page.getByText('What is probably wrong:')).toBeVisible();
      const steps = page.getByRole('list', { name: 'How it was judged' });
      await expect(steps.getByRole('listitem').filter({ hasText: /^Signature/ })).toContainText('Failed');
      await expect(page.getByText('Sinch will never send it again')).toBeVisible();
      const body = page.getByRole('region', { name: 'Body' });
      await expect(body).not.toContainText('15550100099');
      await body.getByRole('button', { name: 'Reveal' }).click();
      await expect(body).toContainText('"recipient":"15550100099"');
      await fits(page);
      await expectAccessible(page);
    });

    test('one that was stored says what it changed, and leads to its message', async ({ page }) => {
      await page.goto('/');
      await send(page, '+15550100002', `Stored at ${viewport.width}`);
      await expect(row(page, `Stored at ${viewport.width}`)).toContainText('Failed');
      await page.goto('/callbacks?kept=accepted');
      await callbacks(page).first().getByRole('link', { name: 'Stored' }).click();
      const changed = page.getByRole('region', { name: 'What it changed' });
      await expect(changed).toContainText('Failed');
      await page.getByRole('button', { name: 'Formatted' }).click();
      await expect(page.locator('pre')).toContainText('  "status": "Failed"');
      await fits(page);
      await expectAccessible(page);
      await changed.getByRole('link', { name: 'Open the message' }).click();
      await expect(page.getByRole('heading', { name: /^Message to/ })).toBeFocused();
    });
  });
}

test('what is wrong with an account is seen in what it sends', async ({ page }) => {
  await page.goto('/');
  await send(page, '+15550100010\n+15550100012', 'Wrongly signed, and not at all');
  await page.goto('/callbacks?kept=rejected');
  await expect(callbacks(page).filter({ hasText: 'Wrong signature' }).first()).toBeVisible();
  await expect(callbacks(page).filter({ hasText: 'Not signed' }).first()).toBeVisible();
  // What the page learns by itself within half a minute, it learns at once when it is loaded.
  await page.goto('/');
  await page.getByRole('link', { name: 'See the rejected callbacks' }).first().press('Enter');
  await expect(page).toHaveURL(/\/callbacks\?kept=rejected$/);
  await expect(page.getByRole('heading', { name: 'Callbacks', exact: true })).toBeFocused();
});

test('a callback is found and read by keyboard alone', async ({ page, app }) => {
  await forge(app.url);
  await page.goto('/');
  const press = async (name: string | RegExp, role: 'link' | 'button' = 'link') => {
    const target = page.getByRole(role, { name, exact: true }).first();
    await expect(target).toBeVisible();
    while (!(await target.evaluate((element) => element === document.activeElement)))
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  };
  await press('Callbacks');
  await expect(page.getByRole('heading', { name: 'Callbacks', exact: true })).toBeFocused();
  await press('Rejected');
  await press('Wrong signature');
  await expect(page.getByRole('heading', { name: 'Callback', exact: true })).toBeFocused();
  await press('Reveal', 'button');
  await expect(page.getByRole('region', { name: 'Body' })).toContainText(WHOLE_NUMBER);
  await press('All callbacks');
  await expect(page.getByRole('heading', { name: 'Callbacks', exact: true })).toBeFocused();
});
