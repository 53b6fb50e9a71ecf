import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PageFolder {
  path: string;
  remove(): void;
}

/** A built page, as small as one can be. */
export function createPageFolder(): PageFolder {
  const path = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(path, 'assets'));
  writeFileSync(
    join(path, 'index.html'),
    '<script type="module" nonce="__CSP_NONCE__" src="/assets/app.js"></script>',
  );
  writeFileSync(join(path, 'assets', 'app.js'), 'export {};');
  return { path, remove: () => rmSync(path, { recursive: true }) };
}
