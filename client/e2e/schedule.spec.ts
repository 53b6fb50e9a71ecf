import { compose, expect, expectAccessible, row, send, test, wallTime, withApp } from './fixtures.ts';

const timezoneId = 'America/St_Johns';
test.use({ timezoneId });

const inMinutes = (minutes: number): string => wallTime(minutes, timezoneId);

test('a message is scheduled, and cancelled before its time, by keyboard', async ({ page }) => {
  await page.goto('/');
  await compose(page, '+15550100001', 'Not before tomorrow');
  await page.getByRole('button', { name: 'Send later' }).press('Enter');
  const sendAt = page.getByLabel('Send at');
  await expect(sendAt).toBeFocused();
  await expect(sendAt).toHaveAccessibleDescription(/America\/St_Johns \(GMT-[23]:30\)/);
  const tomorrow = inMinutes(24 * 60);
  await sendAt.fill(tomorrow);
  await page.getByRole('button', { name: 'Give up earlier' }).press('Enter');
  await page.getByLabel('Give up after').selectOption('6 hours');
  await expectAccessible(page);
  const request = page.waitForRequest('**/send-sms');
  await page.getByRole('button', { name: 'Schedule', exact: true }).press('Enter');
  const { sendAt: told, expireAt } = (await request).postDataJSON();
  expect(Math.abs(Date.parse(told) - Date.now() - 24 * 3_600_000)).toBeLessThan(120_000);
  expect(Date.parse(expireAt) - Date.parse(told)).toBe(6 * 3_600_000);

  await expect(page.getByText('Scheduled.', { exact: true })).toBeVisible();
  await expect(row(page, 'Not before tomorrow')).toContainText(
    `Scheduled for tomorrow ${tomorrow.slice(11)}`,
  );
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByText(`tomorrow ${tomorrow.slice(11)} (in 24 h)`)).toBeVisible();
  await expect(page.getByText('Handed to Sinch')).toBeVisible();

  const cancel = page.getByRole('button', { name: 'Cancel message' });
  await cancel.press('Enter');
  const question = page.getByRole('group', { name: 'Cancel this message?' });
  await expect(question).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(cancel).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');

  await expect(page.getByText('Cancelled by you, and Sinch has confirmed it.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Message to +15550100001' })).toBeFocused();
  await expect(page.getByRole('row', { name: /\+15550100001/ })).toContainText('Cancelled');
  await expect(cancel).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'All messages' }).click();
  await expect(row(page, 'Not before tomorrow')).toContainText('Cancelled');
});

test('a scheduled message goes out when its time has come', async ({ page }) => {
  await page.goto('/');
  await compose(page, '+15550100001', 'In a minute');
  await page.getByRole('button', { name: 'Send later' }).click();
  await page.getByLabel('Send at').fill(inMinutes(2));
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(row(page, 'In a minute')).toContainText(/Scheduled for (today|tomorrow)/);
  // The emulator's minutes are short.
  await expect(row(page, 'In a minute')).toContainText('Delivered');
});

test.describe('too late', () => {
  test.use({ expectedComplaint: /status of (409|422)/ });

  test('what has left is not cancelled, and the page says so', async ({ page }) => {
    await withApp(page, [], async () => {
      // No callback ever, so that the page takes it for open still.
      await send(page, '+15550100011', 'Gone already');
      await expect(row(page, 'Gone already')).toContainText('Queued');
      await page.getByRole('link', { name: 'Open it' }).click();
      await page.getByRole('button', { name: 'Cancel message' }).click();
      await page.getByRole('button', { name: 'Yes, cancel it' }).click();
      await expect(page.getByText('Too late: Sinch has passed it on already.')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Cancel message' })).toHaveCount(0);
      await expectAccessible(page);
    });
  });

  test('a time that has passed is named at its field', async ({ page }) => {
    await page.goto('/');
    await compose(page, '+15550100001', 'Yesterday');
    await page.getByRole('button', { name: 'Send later' }).click();
    await page.getByLabel('Send at').fill(inMinutes(-60));
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect(page.getByLabel('Send at')).toHaveAccessibleDescription(/This time has passed/);
    await expect(page.getByLabel('Send at')).toBeFocused();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Send now instead' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(row(page, 'Yesterday')).toContainText('Delivered');
  });
});
