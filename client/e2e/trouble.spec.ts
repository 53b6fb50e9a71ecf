import { breakTheList, compose, expect, expectAccessible, row, send, test } from './fixtures.ts';
import { startApp } from './start-app.ts';

test.describe('refused', () => {
  test.use({ expectedComplaint: /status of 422/ });

  test('what Sinch refuses is told in words, and kept in the form and the list', async ({ page }) => {
    await page.goto('/');
    await send(page, '+15550100090', 'Not like this');
    await expect(page.getByText('Not sent.')).toBeVisible();
    await expect(page.getByText(/Sinch refused the message as it stands/)).toBeVisible();
    await expect(page.getByLabel('Message', { exact: true })).toHaveValue('Not like this');
    await expect(row(page, 'Not like this')).toContainText('Refused');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Open it' }).click();
    await expect(page.getByRole('heading', { name: 'Message to +15550100090' })).toBeVisible();
    await expect(page.getByRole('row', { name: /\+15550100090/ })).toContainText('Refused');
    await expectAccessible(page);
  });

  test('faults stand beside their fields', async ({ page }) => {
    await page.goto('/');
    await compose(page, '+15550100001\n+1', 'Costs ${amount}');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const to = page.getByLabel('To', { exact: true });
    await expect(to).toHaveAttribute('aria-invalid', 'true');
    await expect(to).toBeFocused();
    await expect(to).toHaveAccessibleDescription(/\+1: is too short/);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Remove +1', exact: true }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const message = page.getByLabel('Message', { exact: true });
    await expect(message).toHaveAccessibleDescription(/\$\{/);
    await expect(message).toBeFocused();
    await expect(to).not.toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
  });
});

test('an answer that never comes makes the message unclear, with advice', async ({ page }) => {
  await page.goto('/');
  await send(page, '+15550100094', 'Who knows');
  await expect(page.getByText(/Do not send it again yet/)).toBeVisible({ timeout: 30_000 });
  await expect(row(page, 'Who knows')).toContainText('Unclear');
  await expect(page.getByRole('button', { name: 'Send again' })).toHaveCount(0);
});

test.describe('Sinch is busy', () => {
  test.use({ expectedComplaint: /status of 503/ });

  for (const width of [360, 1280]) {
    test(`the message can be sent again, at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 640 });
      await page.goto('/');
      await send(page, '+15550100093\n+15550100001', `In the way at ${width}`);
      await expect(page.getByText('Not sent.')).toBeVisible();
      await page.getByRole('link', { name: 'Open it' }).click();
      await expect(page.getByRole('heading', { name: 'Message to' })).toBeFocused();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Send again' }).last().press('Enter');

      const heading = page.getByRole('heading', { name: 'Send an SMS' });
      await expect(heading).toBeFocused();
      await expect(heading).toBeInViewport();
      await expect(heading).toHaveAccessibleDescription(/Not sent yet\..*press Send/);
      await expect(page.getByText('Not sent yet.')).toBeInViewport();
      await expect(page.getByLabel('To', { exact: true })).toHaveValue('+15550100093\n+15550100001');
      await expect(page.getByLabel('From (optional)')).toHaveValue('+12025550123');
      await expectAccessible(page);

      // Without the number that the emulator is too busy for.
      await page.getByLabel('To', { exact: true }).fill('+15550100001');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await expect(row(page, `In the way at ${width}`).filter({ hasText: 'Delivered' })).toHaveCount(1);
      await expect(row(page, `In the way at ${width}`).filter({ hasText: 'Refused' })).toHaveCount(1);
    });
  }
});

test.describe('offline', () => {
  test.use({ expectedComplaint: /ERR_INTERNET_DISCONNECTED/ });

  test('the page says so, keeps what it has, and goes on by itself', async ({ page, context }) => {
    await page.goto('/');
    // Never reported, so that the page still asks when the network goes.
    await send(page, '+15550100011', 'On the train');
    await expect(row(page, 'On the train')).toContainText('Queued');
    await context.setOffline(true);
    await expect(page.getByText('You are offline.')).toBeVisible();
    await expect(page.getByText('The server does not answer.')).toBeHidden();
    await expect(row(page, 'On the train')).toContainText('Queued');
    await expectAccessible(page);
    await context.setOffline(false);
    await expect(page.getByText('You are offline.')).toBeHidden();
    await send(page, '+15550100001', 'Out of the tunnel');
    await expect(row(page, 'Out of the tunnel')).toContainText('Delivered');
  });
});

test.describe('the page itself breaks', () => {
  test.use({ expectedComplaint: /Invalid time value/ });

  test('it says so and offers a way on', async ({ page }) => {
    await page.goto('/');
    await send(page, '+15550100001', 'Not the message’s fault');
    await expect(row(page, 'Not the message’s fault')).toContainText('Delivered');
    await breakTheList(page);
    await page.reload();
    await expect(page.getByRole('alert')).toContainText('Something in this page broke');
    await expectAccessible(page);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await expect(row(page, 'Not the message’s fault')).toContainText('Delivered');
  });
});

test.describe('the server is down', () => {
  test.use({
    expectedComplaint: /ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED/,
  });

  test('the page keeps what it has, says so, and goes on when the server is back', async ({ page }) => {
    const app = await startApp();
    try {
      await page.goto(app.url);
      // Never reported, so that the page still asks when the server goes.
      await send(page, '+15550100011', 'Cut off');
      await expect(row(page, 'Cut off')).toContainText('Queued');
      await app.server.kill();
      await expect(page.getByText('The server does not answer.')).toBeVisible();
      await expect(row(page, 'Cut off')).toContainText('Queued');
      await expectAccessible(page);

      await send(page, '+15550100001', 'Into the void');
      await expect(page.getByText('No answer from the server.')).toBeVisible();
      await expect(page.getByLabel('Message', { exact: true })).toHaveValue('Into the void');

      await app.restartServer();
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await expect(row(page, 'Into the void')).toContainText('Delivered');
      await expect(page.getByText('The server does not answer.')).toBeHidden();
    } finally {
      await app.stop();
    }
  });
});

test('the real Sinch without an address for callbacks brings a warning', async ({ page }) => {
  // Nothing is sent, so the real Sinch is never asked.
  const app = await startApp({ SINCH_AUTH_URL: '', SINCH_SMS_URL: '' });
  try {
    await page.goto(app.url);
    await expect(page.getByText('Callbacks cannot reach this server:')).toBeVisible();
    await expect(page.getByText('nothing is really sent')).toBeHidden();
    await expectAccessible(page);
    // Or it would miss the server, and say so.
    await page.goto('about:blank');
  } finally {
    await app.stop();
  }
});
