import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { keepText } from '../../server/test/keep-log.ts';
import { startApp } from './start-app.ts';
import type { RunningApp } from './start-app.ts';

interface Options {
  /** What the browser may complain of in a test, such as an answer of 422 that the test provokes. */
  expectedComplaint: RegExp | null;
}

interface Fixtures {
  /** Shared by the tests of a file, and by no others: what these leave open, those would see. */
  app: RunningApp;
  /** Fails the test on any error that the page puts out. */
  complaints: string[];
}

interface Apps {
  of: (file: string) => Promise<RunningApp>;
}

export const test = base.extend<Options & Fixtures, { apps: Apps }>({
  apps: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are asked for
    async ({}, use) => {
      const running = new Map<string, RunningApp>();
      const stopAll = async (): Promise<void> => {
        for (const app of running.values()) await app.stop();
        running.clear();
      };
      await use({
        of: async (file) => {
          const known = running.get(file);
          if (known) return known;
          await stopAll();
          const app = await startApp();
          running.set(file, app);
          return app;
        },
      });
      await stopAll();
    },
    { scope: 'worker' },
  ],
  app: async ({ apps }, use, { file }) => use(await apps.of(file)),
  baseURL: async ({ app }, use) => use(app.url),
  expectedComplaint: [null, { option: true }],
  complaints: [
    async ({ page, expectedComplaint }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (line) => {
        if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
      });
      await use(complaints);
      const unexpected = complaints.filter((text) => !expectedComplaint?.test(text));
      expect(unexpected, 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export async function compose(page: Page, to: string, text: string): Promise<void> {
  await page.getByLabel('To', { exact: true }).fill(to);
  await page.getByLabel('Message', { exact: true }).fill(text);
  keepText(text);
}

export async function send(page: Page, to: string, text: string): Promise<void> {
  await compose(page, to, text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  if (/[\n,;]/.test(to.trim())) await confirm(page);
}

/** What is sent to several people is asked for once more. */
export const confirm = (page: Page): Promise<void> =>
  page.getByRole('button', { name: /^(Send to|Schedule for) [\d,]+ people$/ }).click();

export const row = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });

/** A recipient texts back. */
export async function reply({ emulatorUrl }: RunningApp, from: string, body: string): Promise<void> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const answer = await fetch(`${emulatorUrl}/_emulator/replies`, {
    ...init,
    body: JSON.stringify({ from, body }),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}

/** What the field of a time holds so many minutes from now, on the clock of the zone. */
export const wallTime = (minutes: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(Date.now() + minutes * 60_000)
    .replace(' ', 'T');

/** With a server and an emulator of its own. */
export async function withApp(
  page: Page,
  environments: Parameters<typeof startApp>,
  use: (app: RunningApp) => Promise<void>,
): Promise<void> {
  const app = await startApp(...environments);
  try {
    await page.goto(app.url);
    await use(app);
    // Or it would miss the server, and say so.
    await page.goto('about:blank');
  } finally {
    await app.stop();
  }
}

/** In the scheme that the reader's system asks for, both of them. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `in ${colorScheme} colours`).toEqual([]);
  }
}

/** Gives the page a list that passes for one and breaks where it is drawn: times that no clock knows. */
export const breakTheList = (page: Page): Promise<unknown> =>
  page.route('**/api/messages?*', async (route) => {
    const answer = await (await route.fetch()).text();
    await route.fulfill({ body: answer.replaceAll(/"createdAt":"[^"]*"/g, '"createdAt":"yesterday"') });
  });
