/** Which Chromium the browser tests run in: the first that this machine has. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const SYSTEM_NAMES = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];

/** No sandbox, which root may not have; and nothing that calls home. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

export async function findBrowser(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  const installed = SYSTEM_NAMES.map(which).find((path) => path !== null);
  if (installed) return installed;
  if (process.platform === 'linux') return unpackChromium();
  throw new Error(
    'No browser found. Run "npx playwright install chromium", or set CHROMIUM_PATH to a Chromium.',
  );
}

function which(name: string): string | null {
  try {
    return execFileSync('/bin/sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/**
 * A Chromium inside an npm package. It unpacks into TMPDIR, and takes whatever lies there for whole and of its version:
 * so each version has its folder, and the folder its name only when it is complete.
 */
async function unpackChromium(): Promise<string> {
  const manifest = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const folder = join(tmpdir(), `sinch-callback-app-chromium-${String(version)}`);
  const program = join(folder, 'chromium');
  if (!existsSync(program)) await unpackInto(folder);
  return program;
}

async function unpackInto(folder: string): Promise<void> {
  const before = process.env.TMPDIR;
  const unfinished = mkdtempSync(`${folder}-`);
  process.env.TMPDIR = unfinished;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(unfinished, { recursive: true, force: true });
  }
}
