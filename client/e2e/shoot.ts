import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

const FOLDER = resolve(import.meta.dirname, '../test-results/screenshots');
const WIDTHS = [360, 768, 1280];

/** Rows outside the window are not drawn, so that a picture of the whole page needs a window as high as the page. */
async function growToContent(page: Page, width: number): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(800, height) });
}

/** Takes the page in every width and both schemes; it must never be wider than the window. */
export async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${name} at ${width} px`).toBeLessThanOrEqual(0);
      // A message of a hundred rows would make a picture that nobody can look at.
      if (width < 1280 && name !== 'detail') await growToContent(page, width);
      // Another width moves it out of the picture that it is taken for.
      await page.evaluate(() => document.activeElement?.scrollIntoView({ block: 'nearest' }));
      await page.screenshot({ path: `${FOLDER}/${name}-${width}-${colorScheme}.png` });
    }
  }
}
