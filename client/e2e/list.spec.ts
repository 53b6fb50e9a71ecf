import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, row, send, test } from './fixtures.ts';

const LINE = 'main ul > li';
const news = (page: Page) => page.getByRole('button', { name: /new messages?$/ });

/** Somebody else sends, or a program. */
async function sendElsewhere(url: string, text: string, to = '+15550100001'): Promise<void> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const answer = await fetch(`${url}/send-sms`, { ...init, body: JSON.stringify({ to, message: text }) });
  expect(answer.ok, await answer.text()).toBe(true);
}

async function sendMany(url: string, name: string, count: number): Promise<void> {
  for (let nr = 1; nr <= count; nr += 1) await sendElsewhere(url, `${name} ${nr}`);
}

test('what others send appears by itself, on top', async ({ page, app }) => {
  await page.goto('/');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await sendElsewhere(app.url, 'From a program');
  await expect(row(page, 'From a program')).toContainText('Delivered');
  await expect(page.locator(LINE).first()).toContainText('From a program');
});

test('whoever reads further down is not pushed away, and is told what is new', async ({ page, app }) => {
  await sendMany(app.url, 'Before', 30);
  await page.setViewportSize({ width: 1280, height: 500 });
  await page.goto('/');
  await expect(page.locator(LINE)).toHaveCount(20);
  const read = page.locator(LINE).nth(14);
  await read.scrollIntoViewIfNeeded();
  const place = await read.boundingBox();
  await sendMany(app.url, 'While reading', 3);
  await expect(news(page)).toHaveText('3 new messages');
  await expect(news(page)).toBeInViewport();
  await expect(read).toContainText('Before 16');
  expect((await read.boundingBox())?.y).toBe(place?.y);
  await expectAccessible(page);
  await news(page).click();
  await expect(page.locator(LINE).first()).toContainText('While reading 3');
  await expect(page.locator(LINE).first()).toBeInViewport();
  await expect(page.getByRole('heading', { name: 'Messages' })).toBeFocused();
  await expect(news(page)).toHaveCount(0);
});

test('the list is read, opened and left with the keyboard alone', async ({ page, app }) => {
  await sendMany(app.url, 'By key', 3);
  await page.goto('/');
  await expect(row(page, 'By key 3')).toContainText('Delivered');
  await page.getByLabel('Find by number or id').focus();
  for (const name of ['Filter', '+15550100001']) {
    await page.keyboard.press('Tab');
    await expect(page.locator(':focus')).toHaveText(name);
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(row(page, 'By key 2').getByRole('link')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Message to +15550100001' })).toBeFocused();
  await page.goBack();
  await expect(row(page, 'By key 2').getByRole('link')).toBeFocused();
});

test('it can be made to stand still', async ({ page, app }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Pause updates' }).press('Enter');
  await expect(page.getByText('Paused')).toBeVisible();
  await sendElsewhere(app.url, 'Behind glass');
  await page.getByRole('button', { name: 'Resume updates' }).press('Enter');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await expect(row(page, 'Behind glass')).toBeVisible();
});

test('an address that makes no sense is told, and shows what it can', async ({ page }) => {
  await page.goto('/');
  await send(page, '+15550100001', 'Here all the same');
  await expect(row(page, 'Here all the same')).toContainText('Delivered');
  await page.goto('/?status=LOST&from=someday&after=%00&utm_source=mail');
  await expect(page.getByText(/makes no sense: status “LOST”, from “someday”/)).toBeVisible();
  await expect(row(page, 'Here all the same')).toContainText('Delivered');
});

test('every filter leaves out what it says, and stands in the address', async ({ page, app }) => {
  for (const [text, to] of [
    ['Filtered: came', '+15550100001'],
    ['Filtered: failed', '+15550100002'],
    ['Filtered: open', '+15550100011'],
  ] as const)
    await sendElsewhere(app.url, text, to);
  await fetch(`${app.url}/send-sms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: '+15550100090', message: 'Filtered: refused' }),
  });
  await page.goto('/');
  await expect(row(page, 'Filtered: failed')).toContainText('Failed');
  await expect(row(page, 'Filtered: came')).toContainText('Delivered');
  const shown = (...words: string[]) =>
    expect(page.getByRole('listitem').filter({ hasText: 'Filtered: ' })).toContainText(words);
  await page.getByRole('button', { name: 'Filter' }).click();
  const status = page.getByLabel('Status');
  await status.focus();
  await status.selectOption('Failed');
  await shown('Filtered: failed');
  await expect(page).toHaveURL('/?status=FAILED');
  await expect(status).toBeFocused();
  await status.selectOption('Refused');
  await shown('Filtered: refused');
  await expect(page).toHaveURL('/?state=refused');
  await status.selectOption('Any status');
  await page.getByLabel('Open or final').selectOption('Open');
  await shown('Filtered: open');
  await page.getByLabel('Open or final').selectOption('Final');
  await page.getByLabel('Time').selectOption('Today');
  await shown('refused', 'failed', 'came');
  await expect(page).toHaveURL('/?progress=final&period=today');
  await page.getByLabel('Time').selectOption('From day to day');
  await shown('refused', 'failed', 'came');
  await page.getByLabel('First day').fill('2020-01-01');
  await page.getByLabel('Last day').fill('2020-01-31');
  await expect(page.getByText('No message fits: Final, from 1 Jan 2020, up to 31 Jan 2020')).toBeVisible();
  await page.goBack();
  await shown('refused', 'failed', 'came');
  await expect(page.getByLabel('Time')).toHaveValue('today');
  await page.goForward();
  await expect(page.getByLabel('Last day')).toHaveValue('2020-01-31');
  const shared = page.url();
  await page.goto('about:blank');
  await page.goto(shared);
  await expect(page.getByText('No message fits:')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await shown('refused', 'open', 'failed', 'came');
  await expect(page).toHaveURL('/');
});

test('a number in any spelling and any id find their message', async ({ page, app }) => {
  await sendElsewhere(app.url, 'To be found', '+15550123401');
  await sendElsewhere(app.url, 'Not looked for');
  const list = await (await fetch(`${app.url}/api/messages?limit=2`)).json();
  const { id, messageId } = list.items[1];
  await page.goto('/');
  await expect(row(page, 'Not looked for')).toBeVisible();
  const find = page.getByLabel('Find by number or id');
  for (const text of ['+1 (555) 012-3401', '0015550123401', '15550123401', id, messageId]) {
    await find.fill(text);
    await expect(row(page, 'Not looked for')).toHaveCount(0);
    await expect(page.locator(LINE)).toHaveCount(1);
    await expect(row(page, 'To be found')).toBeVisible();
    await expect(find).toBeFocused();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await expect(row(page, 'Not looked for')).toBeVisible();
  }
});

test('the export brings what the filters show, a line a recipient', async ({ page, app }) => {
  await sendElsewhere(app.url, 'Exported: came');
  await sendElsewhere(app.url, 'Exported, "twice"', '+15550100002');
  await page.goto('/?status=FAILED&period=today');
  await expect(row(page, 'Exported, "twice"')).toContainText('Failed');
  const link = page.getByRole('link', { name: 'Export CSV of messages: Failed, Today' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/^messages-\d{4}-\d{2}-\d{2}\.csv$/);
  const table = await readFile(await download.path(), 'utf8');
  expect(table).toContain('"Exported, ""twice""');
  expect(table).not.toContain('Exported: came');
  await expect(page).toHaveURL('/?status=FAILED&period=today');
});

test.describe('what can be neither number nor id', () => {
  test.use({ expectedComplaint: /status of 422/ });

  test('is told beside the field', async ({ page }) => {
    await page.goto('/');
    const find = page.getByLabel('Find by number or id');
    await find.fill('+1 what?');
    await expect(find).toHaveAccessibleDescription(/number with its country code/);
    await expect(page.getByText('The server cannot look for this.')).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe('the network goes away', () => {
  test.use({ expectedComplaint: /ERR_INTERNET_DISCONNECTED/ });

  test('the list says so, and nothing in it moves, on a phone', async ({ page, context }) => {
    await page.setViewportSize({ width: 360, height: 640 });
    await page.goto('/');
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    const find = page.getByLabel('Find by number or id');
    const place = await find.boundingBox();
    await context.setOffline(true);
    await expect(page.getByText('Reconnecting…')).toBeVisible();
    expect(await find.boundingBox()).toEqual(place);
  });
});

for (const [name, width] of [
  ['a phone', 360],
  ['a window of 1280 px at 200 % zoom', 640],
  ['a wide window', 1280],
] as const) {
  test(`everything fits ${name}, and is accessible`, async ({ page, app }) => {
    await sendElsewhere(app.url, 'A text that is much longer than any line can ever be wide, and then some.');
    await page.setViewportSize({ width, height: 640 });
    await page.goto('/?status=FAILED&progress=final&from=2026-01-01&before=2027-01-01&state=nothing');
    await expect(page.getByLabel('Last day')).toBeVisible();
    await expect(page.getByText(/makes no sense/)).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
}
