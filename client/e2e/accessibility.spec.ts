import { expect, expectAccessible, row, send, test } from './fixtures.ts';

test('the page and a message are accessible, in light and dark', async ({ page }) => {
  await page.goto('/');
  await send(page, '+15550100001\n+15550100002\n+15550100006', 'To be looked at');
  await expect(row(page, 'To be looked at')).toContainText('Unknown');
  await expectAccessible(page);
  await page
    .getByRole('link', { name: /\+15550100006/ })
    .first()
    .click();
  await expect(page.getByRole('table', { name: 'Recipients' })).toBeVisible();
  await expectAccessible(page);
});

test.describe('an address of nothing', () => {
  test.use({ expectedComplaint: /status of 404/ });

  test('says so', async ({ page }) => {
    await page.goto('/messages/01JD0000000000000000000000');
    await expect(page.getByRole('heading', { name: 'There is no such message' })).toBeVisible();
    await expectAccessible(page);
  });
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('To', { exact: true }).focus();
  await page.keyboard.type('+15550100001');
  const message = page.getByLabel('Message', { exact: true });
  while (!(await message.evaluate((element) => element === document.activeElement)))
    await page.keyboard.press('Tab');
  await page.keyboard.type('By hand');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(row(page, 'By hand')).toContainText('Delivered');
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeFocused();
  await row(page, 'By hand').getByRole('link').press('Enter');
  await expect(page.getByRole('heading', { name: 'Message to +15550100001' })).toBeFocused();
});
