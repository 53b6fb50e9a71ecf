import { resolve } from 'node:path';
import { createServer } from 'vite';
import { expect, row, send, test } from './fixtures.ts';
import { freePort } from './program.ts';
import { startApp } from './start-app.ts';

const CLIENT = resolve(import.meta.dirname, '..');

test('in development the page of one port talks to the server of another', async ({ page }) => {
  const pagePort = await freePort();
  const origin = `http://localhost:${pagePort}`;
  const app = await startApp({ CLIENT_ORIGIN: origin });
  const portBefore = process.env.PORT;
  // Where vite.config.ts reads it.
  process.env.PORT = new URL(app.url).port;
  const vite = await createServer({ root: CLIENT, logLevel: 'warn', server: { port: pagePort } });
  try {
    await vite.listen();
    await page.goto(origin);
    await send(page, '+15550100001', 'From another origin');
    await expect(row(page, 'From another origin')).toContainText('Delivered');
  } finally {
    if (portBefore === undefined) delete process.env.PORT;
    else process.env.PORT = portBefore;
    await Promise.all([vite.close(), app.stop()]);
  }
});
