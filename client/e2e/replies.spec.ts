import { expect, expectAccessible, reply, row, send, test } from './fixtures.ts';

test('what a recipient writes back appears on the page of the message by itself', async ({ page, app }) => {
  await page.goto('/');
  await send(page, '+15550100001', 'Shall we say Tuesday?');
  await expect(row(page, 'Shall we say')).toContainText('Delivered');
  await page.getByRole('link', { name: 'Open it' }).click();
  const replies = page.getByRole('region', { name: 'Replies' });
  await expect(replies).toContainText('None yet');
  await expectAccessible(page);

  await reply(app, '+15550100001', 'Yes!');
  await expect(replies.getByRole('listitem')).toHaveText(/\+15550100001.*Yes!/);
  await expect(page.getByText('New reply from +15550100001: Yes!')).toBeAttached();
  await reply(app, '+15550100001', '<b>Or Wednesday</b>');
  await expect(replies.getByRole('listitem').first()).toContainText('<b>Or Wednesday</b>');
  await expect(replies.getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);
});
