/** A session that ends while a view is open: what stood there waits behind the login, at its own address. */
import type { Locator, Page } from '@playwright/test';
import { compose, expect, expectAccessible, row, test } from './fixtures.ts';
import { startApp } from './start-app.ts';
import type { RunningApp } from './start-app.ts';

const ANN = 'the-token-of-ann-is-this-one';
const BEARER = { authorization: `Bearer ${ANN}`, 'content-type': 'application/json' };
/** Every view asks for something at least this often. */
const NEXT_QUESTION = '00:31';

let app: RunningApp;
let message: string;
let callback: string;

async function ask(path: string, body?: object): Promise<unknown> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${app.url}${path}`, { headers: BEARER, ...init });
  expect(answer.ok, path).toBe(true);
  return answer.json();
}

test.use({ expectedComplaint: /status of 401/ });
test.beforeAll(async () => {
  app = await startApp({ ACCESS_TOKENS: `ann:${ANN}` });
  const sent = await ask('/send-sms', { to: '+15550100001', message: 'Known by heart' });
  expect(sent).toMatchObject({ id: expect.any(String) });
  message = (sent as { id: string }).id;
  const kept = async () => ((await ask('/api/callbacks/received')) as { items: { id: string }[] }).items;
  await expect.poll(async () => (await kept()).length).toBeGreaterThan(0);
  callback = (await kept())[0]?.id ?? '';
});
test.afterAll(() => app.stop());
test.afterEach(async ({ page }) => {
  // Or it would miss the server, and say so.
  await page.goto('about:blank');
});

const login = (page: Page): Locator => page.getByRole('heading', { name: 'Log in' });

async function logIn(page: Page): Promise<void> {
  await page.getByLabel('Access token').fill(ANN);
  await page.getByRole('button', { name: 'Log in' }).click();
}

const writing = (page: Page): Locator => page.getByLabel('Message', { exact: true });
const writeHalf = (page: Page): Promise<void> => compose(page, '+15550100002', 'Half a sen');
const halfIsThere = (page: Page): Promise<void> => expect(writing(page)).toHaveValue('Half a sen');
const nothing = (): Promise<void> => Promise.resolve();

interface View {
  what: string;
  address: () => string;
  shown: (page: Page) => Locator;
  type: (page: Page) => Promise<void>;
  isKept: (page: Page) => Promise<void>;
}

const VIEWS: View[] = [
  {
    what: 'the list',
    address: () => '/?status=DELIVERED',
    shown: (page) => row(page, 'Known by heart'),
    type: writeHalf,
    isKept: halfIsThere,
  },
  {
    what: 'a message',
    address: () => `/messages/${message}`,
    shown: (page) => page.getByRole('table', { name: 'Recipients' }),
    type: writeHalf,
    isKept: halfIsThere,
  },
  {
    what: 'the overview',
    address: () => '/overview?last=7d',
    shown: (page) => page.getByRole('region', { name: 'Delivery rate' }).first(),
    type: async (page) => {
      await page.getByRole('button', { name: 'Other days' }).click();
      await page.getByLabel('First day').fill('2026-11-02');
    },
    isKept: (page) => expect(page.getByLabel('First day')).toHaveValue('2026-11-02'),
  },
  {
    what: 'the callbacks',
    address: () => '/callbacks?kept=accepted',
    shown: (page) => page.getByRole('list', { name: 'Callbacks, newest first' }),
    type: nothing,
    isKept: nothing,
  },
  {
    what: 'one callback',
    address: () => `/callbacks/${callback}`,
    shown: (page) => page.getByRole('list', { name: 'How it was judged' }),
    type: async (page) => {
      await page.getByRole('button', { name: 'Reveal' }).click();
      await expect(page.locator('pre')).toContainText('"recipient":"15550100001"');
    },
    isKept: (page) => expect(page.locator('pre')).toContainText('"recipient":"15550100001"'),
  },
];

for (const { what, address, shown, type, isKept } of VIEWS) {
  test(`on ${what}`, async ({ page, context }) => {
    await page.clock.install();
    const whole = `${app.url}${address()}`;
    await page.goto(whole);
    await logIn(page);
    await expect(shown(page)).toBeVisible();
    await expect(page).toHaveURL(whole);
    await type(page);
    const title = await page.title();

    await context.clearCookies();
    await page.clock.fastForward(NEXT_QUESTION);
    await expect(login(page)).toBeFocused();
    await expect(login(page)).toHaveAccessibleDescription(
      /Your session is over.*what you wrote is still there/,
    );
    await expect(page).toHaveTitle(/^Log in/);
    await expect(page).toHaveURL(whole);
    await expect(shown(page)).toBeHidden();
    await expectAccessible(page);

    await logIn(page);
    await expect(shown(page)).toBeVisible();
    await expect(page).toHaveURL(whole);
    await expect(page).toHaveTitle(title);
    await isKept(page);
    await expect(page.getByText(/out of date/)).toHaveCount(0);
  });
}

test('a page that is opened, or reloaded, without a session comes to its address after the login', async ({
  page,
  context,
}) => {
  const address = `${app.url}/overview?last=30d`;
  await page.goto(address);
  await expect(login(page)).toBeVisible();
  await logIn(page);
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await context.clearCookies();
  await page.reload();
  await logIn(page);
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

test('what was opened meanwhile by the browser’s own Back is there after the login', async ({
  page,
  context,
}) => {
  await page.clock.install();
  await page.goto(`${app.url}/`);
  await logIn(page);
  await row(page, 'Known by heart').getByRole('link').first().click();
  await expect(page.getByRole('table', { name: 'Recipients' })).toBeVisible();
  await context.clearCookies();
  await page.clock.fastForward(NEXT_QUESTION);
  await expect(login(page)).toBeFocused();
  await page.goBack();
  await expect(login(page)).toBeVisible();
  await logIn(page);
  await expect(page).toHaveURL(`${app.url}/`);
  await expect(row(page, 'Known by heart')).toBeVisible();
});
