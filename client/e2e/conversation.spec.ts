import { expect, expectAccessible, reply, row, send, test, withApp } from './fixtures.ts';

test('the page goes through the Conversation API as well, and offers what that can do', async ({ page }) => {
  await withApp(page, [{ SINCH_CONVERSATION_APP_ID: 'e2e-app' }], async (app) => {
    await expect(page.getByText(/It plays Sinch’s Conversation API/)).toBeVisible();
    await expect(page.getByText(/Sinch’s Conversation API cannot send later/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Send later' })).toHaveCount(0);
    await expectAccessible(page);

    await send(page, '+15550100001\n+15550100002', 'Through the other door');
    await expect(row(page, 'Through the other door')).toContainText('Delivered 1 of 2');
    await expect(row(page, 'Through the other door')).toContainText('Failed 1');
    await page.getByRole('link', { name: 'Open it' }).click();
    await expect(page.getByRole('button', { name: /^Copy message id/ })).toHaveCount(2);
    await expect(page.getByRole('button', { name: 'Cancel message' })).toHaveCount(0);
    await reply(app, '+15550100001', 'Come in!');
    await expect(page.getByRole('region', { name: 'Replies' })).toContainText('Come in!');
    await expectAccessible(page);
  });
});
