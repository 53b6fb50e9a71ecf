import { expect, expectAccessible, test } from './fixtures.ts';

const SIZES = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
];

for (const viewport of SIZES) {
  test(`every view is a link away, at ${viewport.width} px`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto('/');
    await page.getByLabel('Message', { exact: true }).fill('Half a sen');
    const views = page.getByRole('navigation', { name: 'Views' });
    for (const name of ['Overview', 'Callbacks']) {
      await views.getByRole('link', { name }).click();
      await expect(page.getByRole('heading', { name, exact: true })).toBeFocused();
      await expect(page).toHaveTitle(`${name} · Sinch callbacks`);
      await expect(page.getByLabel('Message', { exact: true })).toBeHidden();
    }
    await page.goBack();
    await expect(page).toHaveTitle('Overview · Sinch callbacks');
    await views.getByRole('link', { name: 'Messages' }).click();
    await expect(page.getByLabel('Message', { exact: true })).toHaveValue('Half a sen');
  });
}

test('the header is passed over by one key', async ({ page }) => {
  await page.goto('/callbacks');
  await expect(page.getByRole('link', { name: 'All', exact: true })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'All', exact: true })).toBeFocused();
});

test.describe('a view that does not come', () => {
  test.use({
    expectedComplaint: /Failed to (load resource|fetch dynamically)|NotLoaded|could not be loaded/,
  });

  test('says so, and the rest of the page goes on', async ({ page }) => {
    await page.route('**/assets/callbacks-page-*.js', (route) => route.abort());
    await page.goto('/');
    await page.getByRole('link', { name: 'Callbacks', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('This view could not be loaded.');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeFocused();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.goBack();
    await page.unroute('**/assets/callbacks-page-*.js');
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await expect(page.getByText('New callbacks come in by themselves.')).toBeVisible();
  });
});

test.describe('an address of nothing', () => {
  test.use({ expectedComplaint: /status of 404/ });

  for (const viewport of SIZES) {
    test(`is the page, which says so, at ${viewport.width} px`, async ({ page }) => {
      await page.setViewportSize(viewport);
      const answer = await page.goto('/nowhere/at/all');
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
      await expect(page).toHaveTitle('There is no such page · Sinch callbacks');
      await expectAccessible(page);
      await page.getByRole('link', { name: 'All messages' }).click();
      await expect(page).toHaveURL(/\/$/);
      await expect(page.getByRole('heading', { name: 'Messages', exact: true })).toBeFocused();
    });
  }
});
