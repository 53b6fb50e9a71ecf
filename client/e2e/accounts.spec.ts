/** The main path, by the other kinds of account that one may have with Sinch. */
import { expect, row, send, test, withApp } from './fixtures.ts';

interface Account {
  env: Record<string, string>;
  /** What stands in small print beside a failure. */
  failure: string;
}

const UNSIGNED = { SINCH_CALLBACK_AUTH: 'signature-or-token', EMULATOR_UNSIGNED: '1' };

const ACCOUNTS: Record<string, Account> = {
  'a service plan': {
    env: {
      SINCH_PROJECT_ID: '',
      SINCH_KEY_ID: '',
      SINCH_KEY_SECRET: '',
      SINCH_SERVICE_PLAN_ID: 'e2e-plan',
      SINCH_API_TOKEN: 'e2e-plan-token',
    },
    failure: 'code 150',
  },
  'the Conversation API': {
    env: { SINCH_CONVERSATION_APP_ID: 'e2e-app' },
    failure: 'RECIPIENT_NOT_REACHABLE',
  },
  'an account whose callbacks are not signed': { env: UNSIGNED, failure: 'code 150' },
};

for (const [name, { env, failure }] of Object.entries(ACCOUNTS)) {
  test(`by ${name} a message gets to Delivered, and one that fails says why`, async ({ page }) => {
    await withApp(page, [env], async () => {
      await send(page, '+15550100001', 'Straight through');
      await expect(page.getByText('Accepted by Sinch.')).toBeVisible();
      await expect(row(page, 'Straight through')).toContainText('Delivered');

      await send(page, '+15550100001\n+15550100002', 'To two');
      await expect(row(page, 'To two')).toContainText('Delivered 1 of 2');
      await expect(row(page, 'To two')).toContainText('Failed 1');
      await page
        .getByRole('link', { name: /\+15550100002/ })
        .first()
        .click();
      const recipient = page.getByRole('row', { name: /\+15550100002/ });
      await expect(recipient).toContainText('Failed');
      await expect(recipient).toContainText(failure);
      await expect(page.getByRole('row', { name: /\+15550100001/ })).toContainText('Delivered');
    });
  });
}
