import type { Page } from '@playwright/test';
import { expect, expectAccessible, row, send, test, withApp } from './fixtures.ts';

const SIZES = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
];
const PANELS = ['Delivery rate', 'What became of them', 'Time to delivery', 'Failures by cause'];

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const asTable = (page: Page, title: string) =>
  page.getByRole('button', { name: `Show as a table: ${title}`, exact: true });

const fits = async (page: Page): Promise<void> => {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
};

/** Three that arrive, one that does not, and one that Sinch refuses. */
async function sendSome(page: Page, text: string): Promise<void> {
  await page.goto('/');
  await send(page, '+15550100001\n+15550100101\n+15550100201\n+15550100002', `Four ${text}`);
  await expect(row(page, `Four ${text}`)).toContainText('Delivered 3 of 4');
  await expect(row(page, `Four ${text}`)).toContainText('Failed');
  await send(page, '+15550100090', `One ${text}`);
  await expect(row(page, `One ${text}`)).toContainText('Refused');
}

test.describe('the overview', () => {
  // A refused send is answered with 422.
  test.use({ expectedComplaint: /status of 422/ });

  for (const viewport of SIZES) {
    test(`shows what became of all messages, at ${viewport.width} px`, async ({ page }) => {
      await sendSome(page, `at ${viewport.width}`);
      await page.setViewportSize(viewport);
      await page.goto('/overview?last=24h');
      const rate = page.getByRole('img', { name: /^Line chart of the delivery rate/ });
      await expect(rate.locator('svg.recharts-surface')).toBeVisible();
      await expect(page.getByRole('img', { name: /Delivered \d+, Not delivered \d+/ })).toBeVisible();
      const causes = panel(page, 'Failures by cause').getByRole('listitem');
      await expect(causes.filter({ hasText: 'Failed:' }).first()).toBeVisible();
      await expect(causes.filter({ hasText: 'Refused:' }).first()).toBeVisible();
      await fits(page);
      await expectAccessible(page);
      for (const title of PANELS) {
        await asTable(page, title).click();
        await expect(page.getByRole('table', { name: title })).toBeVisible();
      }
      await fits(page);
      await expectAccessible(page);
    });
  }

  test('can be worked by keyboard alone, down to the messages that failed', async ({ page }) => {
    await sendSome(page, 'by hand');
    const focus = async (target: ReturnType<Page['getByRole']>) => {
      await expect(target).toBeVisible();
      while (!(await target.evaluate((element) => element === document.activeElement)))
        await page.keyboard.press('Tab');
    };
    const views = page.getByRole('navigation', { name: 'Views' });
    await focus(views.getByRole('link', { name: 'Overview' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Overview', exact: true })).toBeFocused();
    await focus(page.getByRole('link', { name: '24 hours' }));
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\?last=24h$/);
    await focus(asTable(page, 'Delivery rate'));
    await page.keyboard.press('Space');
    await expect(page.getByRole('table', { name: 'Delivery rate' })).toBeVisible();
    await focus(panel(page, 'Failures by cause').getByRole('link', { name: 'Failed' }).first());
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/\?status=FAILED&from=/);
    await expect(row(page, 'Four by hand')).toBeVisible();
    await expect(row(page, 'One by hand')).toHaveCount(0);
  });
});

test('a period without messages says so, and days of one’s own are kept in the address', async ({ page }) => {
  await withApp(page, [], async ({ url }) => {
    await page.goto(`${url}/overview`);
    await expect(page.getByText('Nothing was sent in this period.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Other days' }).click();
    await page.getByLabel('First day').fill('2026-01-01');
    await page.getByLabel('Last day').fill('2026-12-31');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page.getByText('Choose 92 days at most.')).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Last day').fill('2026-01-31');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/\?from=2026-01-01&to=2026-01-31$/);
    await page.reload();
    await expect(page.getByLabel('First day')).toHaveValue('2026-01-01');
    await expect(page.getByText('Nothing was sent in this period.')).toBeVisible();
  });
});

test('nothing moves in the charts', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto('/');
  await send(page, '+15550100001', 'For a chart');
  await expect(row(page, 'For a chart')).toContainText('Delivered');
  await page.goto('/overview?last=24h');
  await expect(page.locator('svg.recharts-surface').first()).toBeVisible();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});
