import type { Message } from '@sinch-callback-app/server/contract';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, send, test } from './fixtures.ts';

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
/** 1280 px wide, at 200 %. */
const ZOOMED = { width: 640, height: 450 };

async function openSent(page: Page, numbers: readonly string[], text: string): Promise<void> {
  await page.goto('/');
  await send(page, numbers.join('\n'), text);
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByRole('table', { name: 'Recipients' })).toBeVisible();
}

const steps = (page: Page, number: string) => page.getByRole('button', { name: `${number} steps` });

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, target: ReturnType<Page['getByRole']>): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

/** The server's answers, with what no emulator plays put in. */
const change = (page: Page, alter: (message: Message) => void): Promise<unknown> =>
  page.route(/\/api\/messages\/[^/?]+(\?since=\d+)?$/, async (route) => {
    const response = await route.fetch();
    if (response.status() !== 200) return route.fulfill({ response });
    const message = (await response.json()) as Message;
    alter(message);
    return route.fulfill({ response, json: message });
  });

const fits = async (page: Page): Promise<void> => {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
};

for (const [name, viewport] of [
  ['a desktop', DESKTOP],
  ['a phone', PHONE],
] as const) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport });

    test('the only recipient’s steps are told at once, with where the time went', async ({ page }) => {
      await openSent(page, ['+15550100001'], 'Step by step');
      const items = page.getByRole('row').getByRole('listitem');
      await expect(items).toHaveText([
        /^Accepted by Sinch.*Sinch’s answer to the send · .* until Sinch answered/,
        /^Queued.*told by callback · .* on its way to us/,
        /^Dispatched.*told by callback · .* at Sinch · .* on its way to us/,
        /^Delivered.*told by callback · .* at the operator · .* on its way to us/,
      ]);
      await expectAccessible(page);
      await fits(page);
      await page.setViewportSize(ZOOMED);
      await fits(page);
    });

    test('what was said twice, and what came out of order, is marked', async ({ page }) => {
      await openSent(page, ['+15550100007', '+15550100008'], 'Twice, and backwards');
      await expect(page.getByText('Delivered 2 of 2', { exact: true })).toBeVisible();
      await steps(page, '+15550100007').click();
      await expect(page.getByText(/Said once more\./).first()).toBeVisible();
      await steps(page, '+15550100007').click();
      await steps(page, '+15550100008').click();
      const items = page.getByRole('row').getByRole('listitem');
      await expect(items.filter({ hasText: 'Came out of order' }).first()).toContainText('Queued');
      await expect(items.last()).toContainText('Delivered');
      await expectAccessible(page);
      await fits(page);
    });

    test('what contradicts itself is explained', async ({ page }) => {
      await change(page, ({ recipients }) => {
        for (const recipient of recipients) {
          const last = recipient.history.at(-1);
          if (recipient.status !== 'DELIVERED' || last === undefined) continue;
          recipient.conflict = true;
          recipient.history.push({ ...last, status: 'Failed', code: 150 });
        }
      });
      await openSent(page, ['+15550100001'], 'Yes and no');
      await expect(page.getByText(/Sinch said (Delivered and Failed|Failed and Delivered)/)).toBeVisible();
      await expect(page.getByText('Contradicts another step.')).toHaveCount(2);
      await expect(page.getByText(/The operator said so at about \d\d:\d\d\./).first()).toBeVisible();
      await expectAccessible(page);
      await fits(page);
    });

    test('what failed is told by cause and sent again to those whom it helps, by keyboard alone', async ({
      page,
    }) => {
      const numbers = ['+15550100002', '+15550101002', '+15550100003', '+15550100001', '+15550100005'];
      await openSent(page, numbers, 'Not to all');
      const panel = page.getByRole('region', { name: '4 of 5 failed' });
      await expect(panel.getByRole('listitem').first()).toHaveText(
        /^2 ×\s*Nobody has this number\..*code 150.*Sending it again as it is will not help\./,
      );
      await expect(page.getByText('Delivered 1 of 5', { exact: true })).toBeVisible();
      await expectAccessible(page);
      await fits(page);

      await page.getByRole('heading', { name: /^Message to/ }).focus();
      const cause = panel.getByRole('link', { name: /Nobody has this number/ });
      await tabTo(page, cause);
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\?show=failed&cause=FAILED\.150$/);
      await expect(cause).toBeFocused();
      await expect(page.getByRole('button', { name: /steps$/ })).toHaveText([
        /\+15550100002/,
        /\+15550101002/,
      ]);
      const first = steps(page, '+15550100002');
      await tabTo(page, first);
      await page.keyboard.press('Enter');
      await expect(first).toHaveAttribute('aria-expanded', 'true');
      await expect(page.getByText('Replies from this number')).toBeVisible();
      await expectAccessible(page);
      await fits(page);

      await page.goBack();
      await expect(page.getByRole('button', { name: /steps$/ })).toHaveCount(5);
      await page.getByRole('heading', { name: /^Message to/ }).focus();
      await tabTo(page, page.getByRole('button', { name: 'Send again to the 1 it can help' }));
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: 'Send an SMS' })).toBeFocused();
      await expect(page.getByLabel('To', { exact: true })).toHaveValue('+15550100003');
    });
  });
}

test('a message sent again and the one that it is sent again for lead to each other', async ({ page }) => {
  await openSent(page, ['+15550100003', '+15550100001'], 'Once more');
  const first = page.url();
  await page.getByRole('button', { name: 'Send again to the one that failed' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('link', { name: 'Open it' }).click();
  const facts = page.locator('dl');
  await facts.locator('div', { hasText: 'Sent again for' }).getByRole('link').click();
  await expect(page).toHaveURL(first);
  await facts.locator('div', { hasText: 'Sent again as' }).getByRole('link').click();
  await expect(page).not.toHaveURL(first);
  await expect(page.getByRole('heading', { name: 'Message to +15550100003' })).toBeFocused();
});

test('the callbacks of a message are one link away', async ({ page }) => {
  await openSent(page, ['+15550100001'], 'As they came');
  const id = page.url().split('/').at(-1) ?? '';
  await page.getByRole('link', { name: 'See them as they came' }).click();
  await expect(page).toHaveURL(`/callbacks?message=${id}`);
});
