import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

const ASSETS = resolve(import.meta.dirname, '../dist/assets');
const MOST_BYTES = 170_000;
/** A word of the charts' library that no minifier changes: the class of what it draws. */
const CHARTS = 'recharts-surface';

const read = (file: string): string => readFileSync(resolve(ASSETS, file), 'utf8');

/** `import(…)` is another matter: that is fetched when it is wanted. */
const STATIC_IMPORT = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(STATIC_IMPORT)].map(([, imported]) => imported ?? '');

/** All that the browser fetches before anything is shown. */
function firstLoad(): string[] {
  const html = readFileSync(resolve(ASSETS, '../index.html'), 'utf8');
  const found = new Set(
    [...html.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, file]) => file ?? ''),
  );
  for (const file of found) for (const imported of importsOf(file)) found.add(imported);
  return [...found];
}

test('the first load of the page brings at most 170 kB of JavaScript', () => {
  const files = firstLoad();
  expect(files.length).toBeGreaterThan(0);
  const sizes = files.map((file) => gzipSync(read(file)).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(MOST_BYTES);
});

test('charts are fetched with the view that shows them, not before', () => {
  const withCharts = readdirSync(ASSETS).filter(
    (file) => file.endsWith('.js') && read(file).includes(CHARTS),
  );
  expect(withCharts.length).toBeGreaterThan(0);
  const first = firstLoad();
  expect(withCharts.filter((file) => first.includes(file))).toEqual([]);
});
