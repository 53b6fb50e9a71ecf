/** The server has another version of the page by now: what this one has not loaded yet is gone. */
import type { Page } from '@playwright/test';
import { compose, expect, expectAccessible, row, send, test } from './fixtures.ts';

test.use({
  expectedComplaint: /status of 404|Failed to fetch dynamically|preload CSS|NotLoaded|could not be loaded/,
});

/** As the server answers where a file was before. */
const goneFrom = (page: Page, files: string): Promise<unknown> =>
  page.route(`**/assets/${files}`, (route) =>
    route.fulfill({
      status: 404,
      contentType: 'application/problem+json',
      body: '{"type":"about:blank","title":"Not Found","status":404,"code":"not_found","requestId":"x"}',
    }),
  );

const missing = (page: Page) => page.getByRole('alert').filter({ hasText: 'This view could not be loaded.' });

async function countLoads(page: Page): Promise<() => number> {
  let loads = 0;
  page.on('domcontentloaded', () => (loads += 1));
  return () => loads;
}

const VIEWS = [
  { what: 'the overview', link: 'Overview', files: 'overview-page-*.js', heading: 'Overview' },
  { what: 'the style of the overview', link: 'Overview', files: 'overview-page-*.css', heading: 'Overview' },
  { what: 'the callbacks', link: 'Callbacks', files: 'callbacks-page-*.js', heading: 'Callbacks' },
];

for (const { what, link, files, heading } of VIEWS) {
  test(`${what}: it says so, and one reload mends it`, async ({ page }) => {
    await goneFrom(page, files);
    await page.goto('/');
    await page.getByRole('link', { name: link, exact: true }).click();
    await expect(missing(page)).toContainText('Reload the page to go on.');
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
    await expect(page.locator('body')).not.toContainText(/TypeError|Failed to fetch|assets|preload/);
    await expectAccessible(page);

    const loads = await countLoads(page);
    await page.getByRole('button', { name: 'Reload the page' }).click();
    // Still gone: it says so again, and leaves it to the reader.
    await expect(missing(page)).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(loads()).toBe(1);

    await page.unroute(`**/assets/${files}`);
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
    await expect(missing(page)).toHaveCount(0);
    expect(loads()).toBe(2);
  });
}

test('a message: what was typed beside it stays, and the list goes on', async ({ page }) => {
  await page.goto('/');
  await send(page, '+15550100001', 'Of the former version');
  await expect(row(page, 'Of the former version')).toContainText('Delivered');
  await goneFrom(page, 'message-detail-*.js');
  await compose(page, '+15550100002', 'Half a sen');
  await row(page, 'Of the former version').getByRole('link').first().click();
  await expect(missing(page)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Message to +15550100001' })).toBeVisible();
  await expect(page.getByLabel('Message', { exact: true })).toHaveValue('Half a sen');
  await page.goBack();
  await expect(row(page, 'Of the former version')).toBeVisible();
  await expect(page.getByLabel('Message', { exact: true })).toHaveValue('Half a sen');
  await expect(missing(page)).toHaveCount(0);

  await page.unroute('**/assets/message-detail-*.js');
  await row(page, 'Of the former version').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.getByRole('table', { name: 'Recipients' })).toBeVisible();
});

test('the numbers’ library: the server alone judges what was typed', async ({ page }) => {
  await goneFrom(page, 'phone-*.js');
  await page.goto('/');
  await send(page, '+15550100001', 'Judged by the server');
  await expect(row(page, 'Judged by the server')).toContainText('Delivered');
  await expect(page.getByRole('alert')).toHaveCount(0);
});
