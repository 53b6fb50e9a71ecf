import type { Page } from '@playwright/test';
import { compose, confirm, expect, expectAccessible, row, test } from './fixtures.ts';
import { shoot } from './shoot.ts';

const PHONE = { width: 360, height: 640 };
const to = (page: Page) => page.getByLabel('To', { exact: true });
const message = (page: Page) => page.getByLabel('Message', { exact: true });
const sendButton = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });
const country = (page: Page) => page.getByLabel('Numbers without +');

async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await to(page).press('ControlOrMeta+v');
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], file, { type: 'text/csv' }));
      return transfer;
    },
    [name, text] as const,
  );
  await to(page).dispatchEvent('dragover', { dataTransfer });
  await to(page).dispatchEvent('drop', { dataTransfer });
}

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `+1555${String(2_000_000 + index * 100 + 1)}`);

/** What the page asks the server to send. */
const nextSend = async (page: Page): Promise<{ to: string[]; resendOf?: string }> =>
  (await page.waitForRequest('**/send-sms')).postDataJSON();

for (const [device, viewport] of [
  ['a desktop', { width: 1280, height: 900 }],
  ['a phone', PHONE],
] as const) {
  test.describe(`on ${device}`, () => {
    test.use({ viewport });
    test.beforeEach(({ page }) => page.goto('/').then(() => undefined));

    test('what is pasted is sorted into people, duplicates and what is no number', async ({ page }) => {
      await expect(country(page)).toHaveValue('GB');
      await paste(
        page,
        '+1 (555) 010-0001; Ann,, 020 7946 0018\n0015550100001\t+1;;+15550100003 +15550100004',
      );
      await expect(page.getByText('4 people, 2 numbers completed')).toBeVisible();
      await expect(page.getByRole('list', { name: 'What cannot be a number' })).toContainText(
        'Ann has no digits',
      );
      await expect(page.getByRole('list', { name: 'Duplicates' })).toContainText('is +15550100001 once more');
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await expect(page.getByRole('list', { name: 'Recipients' })).toContainText(
        '+442079460018 from 020 7946 0018',
      );
      await expectAccessible(page);

      await page.getByRole('button', { name: 'Remove 1 duplicate' }).click();
      await page.getByRole('button', { name: 'Remove 2 that cannot be numbers' }).click();
      await expect(page.getByRole('list', { name: 'What cannot be a number' })).toHaveCount(0);
      await expect(page.getByText('4 people, 2 numbers completed')).toBeFocused();
      await message(page).fill('Sorted');
      const request = nextSend(page);
      await sendButton(page).click();
      await confirm(page);
      expect((await request).to).toEqual(['+15550100001', '+442079460018', '+15550100003', '+15550100004']);
    });

    test('the column of a dropped file is found, and can be chosen', async ({ page }) => {
      await drop(
        page,
        'customers.csv',
        'Name;Office phone;Mobile phone\n"Poe; Ann";+15550100011;+15550100001\nBob;;+15550100002\nCyd;+15550100013;+15550100003',
      );
      await expect(page.getByText(/from “Office phone” of customers\.csv/)).toBeVisible();
      await expect(to(page)).toHaveValue('+15550100011\n+15550100013');
      await page.getByLabel('Column with the numbers').selectOption('“Mobile phone”');
      await expect(page.getByText('3 people', { exact: true })).toBeVisible();
      await expect(to(page)).toHaveValue('+15550100001\n+15550100002\n+15550100003');
      await expectAccessible(page);
    });

    test('before many are written to, one is told how many, and asked, all by keyboard', async ({ page }) => {
      const title = `For a trio on ${device}`;
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await to(page).focus();
      await page.keyboard.type('+15550100001, +15550100002, +15550100003');
      await message(page).fill(`${title} – ${'very '.repeat(15)}long`);
      await expect(page.getByText('3 people × 2 parts = 6 parts in all')).toBeVisible();
      await sendButton(page).press('Enter');
      const question = page.getByRole('group', { name: 'Send it to 3 people?' });
      await expect(question).toBeFocused();
      await expect(question).toBeInViewport();
      await expect(question).toContainText('2 each, 6 in all');
      await expect(question).toContainText('+12025550123');
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(sendButton(page)).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(question).toBeFocused();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect(sendButton(page)).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(question).toBeFocused();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect(row(page, title)).toContainText('Delivered 1 of 3');
      await expect(sendButton(page)).toBeFocused();
    });

    test('the character that forces Unicode is named, shown and replaced', async ({ page }) => {
      await message(page).fill('It’s here');
      await expect(message(page)).toHaveAccessibleDescription(/Unicode because of ’ \(character 3\)/);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Show it' }).press('Enter');
      await expect(message(page)).toBeFocused();
      expect(await page.evaluate(() => String(getSelection()))).toBe('’');
      await page.getByRole('button', { name: "Replace ’ with '" }).press('Enter');
      await expect(message(page)).toHaveValue("It's here");
      await expect(message(page)).toBeFocused();
      await expect(message(page)).toHaveAccessibleDescription(/^GSM-7, 1 part/);
    });
  });
}

test('numbers as one writes them at home are understood, and the country is remembered', async ({ page }) => {
  await page.goto('/');
  await country(page).selectOption('Germany (+49)');
  await page.reload();
  await expect(country(page)).toHaveValue('DE');
  await compose(page, '0151 23456789', 'From home');
  await expect(page.getByText('1 person: +4915123456789')).toBeVisible();
  const request = nextSend(page);
  await sendButton(page).click();
  expect((await request).to).toEqual(['+4915123456789']);
  await expect(row(page, 'From home')).toContainText('Delivered');
  await country(page).selectOption('No country');
  await compose(page, '0151 23456789', 'From nowhere');
  await expect(page.getByText(/0151 23456789 has no country code/)).toBeVisible();
});

test('more than a thousand are refused before anything is sent', async ({ page }) => {
  await page.goto('/');
  await compose(page, numbers(1_200).join('\n'), 'Too many');
  const tooMany = 'These are 1,200 people; Sinch takes at most 1,000 at once. Split the list.';
  await expect(page.getByText(tooMany)).toBeVisible();
  let posts = 0;
  page.on('request', (request) => (posts += request.method() === 'POST' ? 1 : 0));
  await sendButton(page).click();
  await expect(to(page)).toBeFocused();
  await expect(to(page)).toHaveAccessibleDescription(new RegExp(tooMany));
  await expectAccessible(page);
  expect(posts).toBe(0);
});

test('ten thousand lines are taken in without the page standing still', async ({ page }) => {
  await page.goto('/');
  await expect(country(page)).toBeEnabled();
  // A thousand of them twice, and a thousand that are no numbers.
  const rubbish = Array.from({ length: 1_000 }, (_, index) => `Row ${index}`);
  const lines = [...numbers(8_000), ...numbers(1_000), ...rubbish].join('\n');
  const pasteAndMeasure = async (): Promise<number> => {
    await to(page).fill('');
    await page.evaluate(() => {
      const longest = { duration: 0 };
      Object.assign(globalThis, { longest });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest.duration = Math.max(longest.duration, duration);
      }).observe({ type: 'longtask' });
    });
    await paste(page, lines);
    await expect(page.getByText('These are 8,000 people')).toBeVisible();
    return page.evaluate(() => (Reflect.get(globalThis, 'longest') as { duration: number }).duration);
  };
  // Of several times the best: other programs on the machine make it stand still, too.
  await expect.poll(pasteAndMeasure, { timeout: 45_000 }).toBeLessThan(200);
  await expect(page.getByText('Remove 1,000 duplicates')).toBeVisible();
  await expect(page.getByText('Remove 1,000 that cannot be numbers')).toBeVisible();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  const people = page.getByRole('list', { name: 'Recipients' }).getByRole('listitem');
  await expect(people).toHaveCount(50);
  await page.getByRole('button', { name: 'Show 50 more of 7,950 left' }).click();
  await expect(people).toHaveCount(100);
});

test('every state of the form fits its window', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/');
  await expect(country(page)).toBeEnabled();
  await shoot(page, 'compose-empty');
  await paste(page, `+1 (555) 010-0001; Ann; 020 7946 0018\n0015550100001\n+1\n${numbers(8).join('\n')}`);
  await message(page).fill('It’s “late” – sorry…');
  await expect(page.getByText('10 people, 2 numbers')).toBeVisible();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await shoot(page, 'compose-mixed');
  await page.goto('/');
  await drop(
    page,
    'customers.csv',
    'Name,Phone,Mobile\nAnn,+15550100011,+15550100001\nBob,+15550100012,+15550100002',
  );
  await message(page).fill('Doors open at 19:00, see you there!');
  await expect(page.getByText(/Took 2 numbers/)).toBeVisible();
  await page.getByRole('button', { name: 'Send later' }).click();
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Schedule it for 2 people?' })).toBeFocused();
  await shoot(page, 'compose-confirm');
  await page.goto('/');
  await compose(page, numbers(1_200).join('\n'), 'Too many');
  await sendButton(page).click();
  await expect(page.getByText(/These are 1,200 people/).first()).toBeVisible();
  await shoot(page, 'compose-too-many');
});
