import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

const FOLDER = resolve(import.meta.dirname, '../test-results/screenshots');
const WIDTHS = [360, 768, 1280];

/** Takes the page in every width and both schemes; it must never be wider than the window. */
export async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${name} at ${width} px`).toBeLessThanOrEqual(0);
      await page.screenshot({
        path: `${FOLDER}/${name}-${width}-${colorScheme}.png`,
        // A message of a hundred rows would make a picture that nobody can look at.
        fullPage: width < 1280 && name !== 'detail',
      });
    }
  }
}
