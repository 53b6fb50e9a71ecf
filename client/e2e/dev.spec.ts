import { startDevPage } from './dev-page.ts';
import { expect, row, send, test } from './fixtures.ts';
import { freePort } from './program.ts';
import { startApp } from './start-app.ts';

test('in development the page of one port talks to the server of another', async ({ page }) => {
  const pagePort = await freePort();
  const origin = `http://localhost:${pagePort}`;
  const app = await startApp({ CLIENT_ORIGIN: origin });
  const dev = await startDevPage(pagePort, app.url);
  try {
    await page.goto(origin);
    await send(page, '+15550100001', 'From another origin');
    await expect(row(page, 'From another origin')).toContainText('Delivered');
    await page.goto(`${origin}/nowhere`);
    await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
    // Or it would miss the server, and say so.
    await page.goto('about:blank');
  } finally {
    await Promise.all([dev.stop(), app.stop()]);
  }
});
