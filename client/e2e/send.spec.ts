import { compose, expect, row, send, test } from './fixtures.ts';

test('a message goes from the form to Delivered', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByText('You are talking to the emulator on this machine')).toBeVisible();
  await send(page, '+15550100001', 'Straight through');
  await expect(page.getByText('Accepted by Sinch.')).toBeVisible();
  await expect(row(page, 'Straight through')).toContainText('Delivered');
  await expect(page.getByText('Message to +15550100001: Delivered.')).toBeAttached();

  await page.getByRole('link', { name: '+15550100001' }).first().click();
  await expect(page.getByRole('heading', { name: 'Message to +15550100001' })).toBeFocused();
  await expect(page.getByRole('row', { name: /\+15550100001/ })).toContainText('Delivered');
  // Two callbacks at least: Dispatched and Delivered.
  await expect(
    page
      .getByRole('row', { name: /\+15550100001/ })
      .getByRole('cell')
      .last(),
  ).toHaveText(/^[2-9]$/);
});

test('a message that fails says so, and why', async ({ page }) => {
  await page.goto('/');
  await send(page, '+15550100002', 'To no avail');
  await expect(row(page, 'To no avail')).toContainText('Failed');
  await page.getByRole('link', { name: '+15550100002' }).first().click();
  const recipient = page.getByRole('row', { name: /\+15550100002/ });
  await expect(recipient).toContainText('Failed');
  await expect(recipient).toContainText('Sending it again as it is will not help.');
  await expect(recipient).toContainText(/code \d+/);
});

test('a batch shows what became of each recipient', async ({ page }) => {
  await page.goto('/');
  await send(page, '+15550100001, +15550100002\n+15550100003', 'To three');
  await expect(row(page, 'To three')).toContainText('Delivered 1 of 3');
  await expect(row(page, 'To three')).toContainText('Failed 1');
  await expect(row(page, 'To three')).toContainText('Expired 1');
});

test('a batch of a thousand is shown page by page, and is followed to its end', async ({ page }) => {
  const numbers = Array.from({ length: 1000 }, (_, index) => `+1555${String(2_000_000 + index * 100 + 1)}`);
  await page.goto('/');
  await send(page, numbers.join('\n'), 'To a thousand');
  await expect(row(page, 'To a thousand')).toContainText('Delivered 1000 of 1000');
  await page.getByRole('link', { name: /and 999 more/ }).click();
  await expect(page.getByRole('row')).toHaveCount(51);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('51–100 of 1000')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Recipients' })).toBeFocused();
  await expect(page.getByRole('row')).toHaveCount(51);
});

test('two presses of the button make one message', async ({ page }) => {
  await page.goto('/');
  await compose(page, '+15550100001', 'Only once');
  const posts: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
  await page.getByRole('button', { name: 'Send', exact: true }).dblclick();
  await expect(row(page, 'Only once')).toHaveCount(1);
  expect(posts).toHaveLength(1);
});

test('the batch id can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/');
  await send(page, '+15550100001', 'To be copied');
  const copy = row(page, 'To be copied').getByRole('button', { name: /Copy batch id/ });
  const label = await copy.getAttribute('aria-label');
  await copy.click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(label).toBe(`Copy batch id ${copied}`);
  await expect(page).toHaveURL('/');
});

test('the page asks but seldom when everything is final', async ({ page }) => {
  await page.goto('/');
  await send(page, '+15550100001', 'The end');
  await expect(row(page, 'The end')).toContainText('Delivered');
  await expect(page.getByText('Queued')).toHaveCount(0);
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('/api/messages')) asked += 1;
  });
  await page.waitForTimeout(3_000);
  // It may be time to look for new messages, which it does every ten seconds.
  expect(asked).toBeLessThanOrEqual(1);
});
