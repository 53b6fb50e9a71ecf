import type { Page } from '@playwright/test';
import { startDevPage } from './dev-page.ts';
import { compose, expect, expectAccessible, row, test } from './fixtures.ts';
import { freePort } from './program.ts';
import { startApp } from './start-app.ts';
import type { RunningApp } from './start-app.ts';

const ANN = 'the-token-of-ann-is-this-one';
const BOB = 'the-token-of-bob-is-that-one';
const ACCESS_TOKENS = `ann:${ANN},bob:${BOB}`;

let app: RunningApp;
test.beforeEach(async ({ page }) => {
  app = await startApp({ ACCESS_TOKENS });
  await page.goto(app.url);
});
test.afterEach(async ({ page }) => {
  // Or it would miss the server, and say so.
  await page.goto('about:blank');
  await app.stop();
});
test.use({ expectedComplaint: /status of (401|429)/ });

const field = (page: Page) => page.getByLabel('Access token');
const heading = (page: Page) => page.getByRole('heading', { name: 'Log in' });
const message = (page: Page) => page.getByLabel('Message', { exact: true });

async function logIn(page: Page, token: string): Promise<void> {
  await field(page).fill(token);
  await page.getByRole('button', { name: 'Log in' }).click();
}

for (const width of [360, 1280]) {
  test(`one logs in, sends, comes back after the session, and logs out, at ${width} px`, async ({
    page,
    context,
  }) => {
    await page.setViewportSize({ width, height: 640 });
    await expect(field(page)).toBeFocused();
    await expect(page).toHaveTitle(/^Log in/);
    await expectAccessible(page);
    await page.keyboard.type(ANN);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Log out ann' })).toBeVisible();
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);

    await compose(page, '+15550100001', 'By ann');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(row(page, 'By ann')).toContainText('Delivered');

    await compose(page, '+15550100001', 'Half writ');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(heading(page)).toBeFocused();
    await expect(heading(page)).toHaveAccessibleDescription(/what you wrote is still there/);
    await expect(row(page, 'By ann')).toBeHidden();
    await expectAccessible(page);
    await logIn(page, ANN);
    await expect(page.getByText('Your session was over.')).toBeVisible();
    await expect(message(page)).toHaveValue('Half writ');
    await expectAccessible(page);
    await message(page).press('End');
    await page.keyboard.type('ten');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(row(page, 'Half written')).toContainText('Delivered');

    await row(page, 'Half written')
      .getByRole('link', { name: /\+15550100001/ })
      .click();
    await expect(page.getByText('Sent by').locator('xpath=..')).toContainText('ann');
    await page.getByRole('button', { name: 'Log out ann' }).press('Enter');
    await expect(field(page)).toBeFocused();
    await page.reload();
    await expect(field(page)).toBeFocused();
    expect(await context.cookies()).toEqual([]);
  });
}

test('the session is of no use to scripts, outlives the server, and is one for all tabs', async ({
  page,
  context,
}) => {
  await logIn(page, ANN);
  await expect(page.getByRole('button', { name: 'Log out ann' })).toBeVisible();
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ name: 'sinch_session', httpOnly: true, sameSite: 'Strict', path: '/' });
  expect(cookie?.value).not.toContain(ANN);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await app.restartServer();
  const second = await context.newPage();
  await second.goto(app.url);
  await second.getByRole('button', { name: 'Log out ann' }).click();
  await expect(field(second)).toBeVisible();
  // The other one finds out by itself, sooner or later: here by what it is asked to do.
  await compose(page, '+15550100001', 'Too late');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(heading(page)).toBeVisible();
  await logIn(page, BOB);
  await expect(page.getByRole('button', { name: 'Log out bob' })).toBeVisible();
  await expect(message(page)).toHaveValue('');
});

test('wrong tokens are told, and slowed', async ({ page }) => {
  for (let n = 0; n < 5; n += 1) {
    await logIn(page, `no-token-of-anybody-at-all-${n}`);
    await expect(page.getByRole('alert')).toContainText('This is not an access token of this server.');
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  }
  await expectAccessible(page);
  await logIn(page, ANN);
  await expect(page.getByRole('alert')).toContainText(/too many wrong tokens\. Wait \d+ s/);
  await expectAccessible(page);
});

test('in development, too, the page of another origin logs in', async ({ page }) => {
  const pagePort = await freePort();
  const origin = `http://localhost:${pagePort}`;
  const server = await startApp({ ACCESS_TOKENS, CLIENT_ORIGIN: origin });
  const dev = await startDevPage(pagePort, server.url);
  try {
    await page.goto(origin);
    await logIn(page, ANN);
    await compose(page, '+15550100001', 'From another origin');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(row(page, 'From another origin')).toContainText('Delivered');
    await page.reload();
    await page.getByRole('button', { name: 'Log out ann' }).click();
    await expect(field(page)).toBeVisible();
    await page.goto('about:blank');
  } finally {
    await Promise.all([dev.stop(), server.stop()]);
  }
});
