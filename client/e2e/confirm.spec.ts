/** The question before many are written to is seen as a whole as soon as it is asked, wherever the form stands. */
import type { Locator, Page } from '@playwright/test';
import { compose, expect, row, send, test } from './fixtures.ts';

const WINDOWS = [
  { what: 'a laptop', width: 1280, height: 800 },
  { what: 'a laptop with a low window', width: 1280, height: 600 },
  { what: 'a laptop at 200 % zoom', width: 640, height: 400 },
  { what: 'a small phone', width: 320, height: 480 },
  { what: 'a phone', width: 360, height: 740 },
  { what: 'a tablet', width: 768, height: 1024 },
];
/** The least that shows that it ends there. */
const MARGIN = 8;

const numbers = (count: number): string =>
  Array.from({ length: count }, (_, index) => `+155501${String(10_001 + index * 100)}`).join('\n');
const question = (page: Page) => page.getByRole('group', { name: /^Send it to \d+ people\?$/ });

/** With some room around it. */
async function expectSeen(page: Page, what: Locator): Promise<void> {
  await expect(what).toBeInViewport({ ratio: 1 });
  const box = await what.boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  expect(box?.y).toBeGreaterThanOrEqual(MARGIN);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height - MARGIN);
}

for (const { what, ...viewport } of WINDOWS) {
  test(`on ${what}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto('/');
    // A list that is longer than nothing.
    await send(page, '+15550100001', `Before all on ${what}`);
    await expect(row(page, `Before all on ${what}`)).toContainText('Delivered');
    for (const count of [2, 40]) {
      await compose(page, numbers(count), 'Doors open at 19:00 – see you there!');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await expect(question(page)).toBeFocused();
      await expectSeen(page, question(page));
      await page.keyboard.press('Tab');
      await expect(page.getByRole('button', { name: `Send to ${count} people` })).toBeFocused();
      await expectSeen(page, question(page));
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeFocused();
      await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeInViewport({ ratio: 1 });
    }
  });
}

test('by keyboard one sees that it has the focus', async ({ page }) => {
  await page.goto('/');
  await compose(page, numbers(2), 'Doors open at 19:00');
  await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await expect(question(page)).toBeFocused();
  await expect(question(page)).not.toHaveCSS('outline-style', 'none');
});
