import { breakTheList, compose, expect, row, send, test } from './fixtures.ts';
import { shoot } from './shoot.ts';
import { startApp } from './start-app.ts';

test.use({ expectedComplaint: /status of (422|404|503)|Invalid time value|ERR_CONNECTION|ERR_EMPTY/ });

test('every state fits its window', async ({ page }) => {
  test.setTimeout(180_000);
  const app = await startApp();
  try {
    await page.goto(app.url);
    await shoot(page, 'empty');
    await page.setViewportSize({ width: 1280, height: 800 });
    await send(page, '+15550100001', 'Your parcel arrives today between 2 and 4 pm.');
    await expect(row(page, 'Your parcel')).toContainText('Delivered');
    await send(page, '+15550100090', 'A message that is refused');
    await expect(row(page, 'A message that is refused')).toContainText('Refused');
    await send(page, '+15550100002', 'Your code is 493 021. It is valid for ten minutes.');
    await expect(row(page, 'Your code')).toContainText('Failed');
    await send(page, '+15550100094', 'Are you coming tonight?');
    await expect(row(page, 'Are you coming')).toContainText('Unclear', { timeout: 30_000 });
    const many = Array.from({ length: 240 }, (_, index) => `+1555${String(2_000_000 + index)}`);
    await send(
      page,
      many.join('\n'),
      'The road to the harbour is closed until Friday. Please take the ferry instead.',
    );
    await expect(row(page, 'The road')).toContainText('Delivered');
    await send(page, '+15550100001\n+15550100002\n+15550100003', 'Doors open at 19:00, see you there!');
    await expect(row(page, 'Doors open')).toContainText('Expired 1');
    await send(page, '+15550100011', 'This one takes its time.');
    await expect(row(page, 'This one')).toContainText('Queued');
    await shoot(page, 'list');
    await page.getByRole('link', { name: /and 239 more/ }).click();
    await expect(page.getByRole('table')).toBeVisible();
    await shoot(page, 'detail');
    await page.goto(app.url);
    await send(page, '+15550100006\n+15550100002\n+15550100005\n+15550100004', 'Nobody got this one');
    await expect(row(page, 'Nobody got')).toContainText('Not delivered 3');
    await page.getByRole('link', { name: /and 3 more/ }).click();
    await expect(page.getByRole('link', { name: /^Nobody has this number/ })).toBeVisible();
    await shoot(page, 'failed');
    await page.goto(app.url);
    await compose(page, '+15550100001\n+1\n12\nAnn', 'Ça coûte ${x} 👍');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByText(/Mend or remove them/)).toBeVisible();
    await shoot(page, 'errors');
    await page.goto(app.url);
    await send(page, '+15550100090', 'A message that is refused');
    await page.getByRole('link', { name: 'Open it' }).click();
    await expect(page.getByRole('table')).toBeVisible();
    await shoot(page, 'refused');
    await page.goto(app.url);
    await send(page, '+15550100093\n+15550100001', 'Sinch is too busy for this one');
    await expect(page.getByRole('button', { name: 'Send again' })).toBeVisible();
    await shoot(page, 'busy');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByLabel('Message', { exact: true }).fill('Half a thought');
    await page.getByRole('link', { name: 'Open it' }).click();
    await expect(page.getByRole('table')).toBeVisible();
    await shoot(page, 'busy-detail');
    await page.getByRole('button', { name: 'Send again' }).last().click();
    await expect(page.getByText('Not sent yet.')).toBeVisible();
    await shoot(page, 'again');
    await page.goto(app.url);
    await page.getByRole('link', { name: '+15550100094' }).click();
    await expect(page.getByText('the server is asking Sinch')).toBeVisible();
    await shoot(page, 'unclear');
    await breakTheList(page);
    await page.goto(app.url);
    await expect(page.getByRole('alert')).toBeVisible();
    await shoot(page, 'broken');
    await page.unrouteAll();
    await page.goto(app.url);
    await send(page, '+15550100011', 'This one takes its time, too.');
    await expect(row(page, 'its time, too')).toContainText('Queued');
    await app.server.kill();
    await expect(page.getByText('The server does not answer.')).toBeVisible();
    await shoot(page, 'down');
  } finally {
    await app.stop();
  }
});
