/** What docs/operations.md claims, checked against the repository and the program. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../scripts/workspace.ts';
import { createMetrics } from '../src/metrics/metrics.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const matches = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].toSorted();

const guide = read('docs/operations.md');
const blocks = [...guide.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']): unknown =>
  parse(text),
);

const rulesSchema = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const alerts = blocks.flatMap((block) => {
  const rules = rulesSchema.safeParse(block);
  return rules.success ? rules.data.groups.flatMap((group) => group.rules) : [];
});

async function metricNames(): Promise<string[]> {
  const { page } = createMetrics({ store: createMemoryStore(), now: Date.now });
  return matches((await page()).text, /^# HELP (\S+)/gm);
}

it('every command in it exists', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  const named = [
    ...matches(guide, /\bnpm run ([\w:-]+)/g),
    ...matches(guide, /`(?:pnpm|npx -y pnpm@[\d.]+) (?:run )?([a-z-]+)/g),
    ...matches(guide, /^(?:\S+=\S+ )?(?:pnpm|npx -y pnpm@[\d.]+) (?:run )?([a-z-]+)/gm),
  ].filter((name) => !['install', 'run'].includes(name));
  expect(named).toEqual(
    expect.arrayContaining(['audit', 'backup', 'doctor', 'forget', 'rebuild-state', 'restore']),
  );
  // It says of this one that it is pnpm's own.
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  const files = matches(guide, /\bnode (server\/scripts\/[\w-]+\.ts)/g);
  expect(files.length).toBeGreaterThan(2);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

it('every variable in it is one of the server, or of the images beside it', () => {
  const known = matches(read('.env.example'), /^(?:# )?([A-Z][A-Z_]+)=/gm);
  const named = matches(guide, /\b([A-Z]+_[A-Z_]+)\b/g);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => ![...known, 'POSTGRES_PASSWORD'].includes(name))).toEqual([]);
});

it('every file that it names or links to exists', () => {
  const linked = matches(guide, /\]\(([^)#:]+)(?:#[^)]*)?\)/g).map((path) => join('docs', path));
  const named = matches(guide, /`((?:server|deploy|docs)\/[\w./-]+\.\w+)`/g);
  expect([...linked, ...named].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  expect(linked.length).toBeGreaterThan(5);
});

it('names the pnpm that the scripts name', () => {
  expect(matches(guide, /(pnpm@[\d.]+)/g)).toEqual(matches(read('package.json'), /(pnpm@[\d.]+)/g));
});

it('lists every metric of our own, and none that there is not', async () => {
  const rows = guide.split('\n').filter((line) => line.startsWith('| `'));
  const listed = rows.flatMap((row) => matches(row.split(' | ')[0]!, /`((?:sms|http)_\w+)/g));
  expect(listed.toSorted()).toEqual(await metricNames());
});

describe('its alerts', () => {
  it('are about metrics that there are', async () => {
    const names = await metricNames();
    expect(alerts.length).toBeGreaterThan(6);
    for (const { expr } of alerts) {
      const used = matches(expr, /\b((?:sms|http)_\w+)/g).map((name) => name.replace(/_bucket$/, ''));
      expect(used.length).toBeGreaterThan(0);
      expect(used.filter((name) => !names.includes(name))).toEqual([]);
    }
  });

  it('tell apart by labels that those metrics have', async () => {
    const { page, callbackAnswered, sendAnswered } = createMetrics({
      store: createMemoryStore(),
      now: Date.now,
    });
    callbackAnswered({ kind: 'forged', reason: 'mismatch', finding: null }, 401, 1);
    sendAnswered(null);
    const { text } = await page();
    for (const { expr } of alerts) {
      for (const [, name = '', labels = ''] of expr.matchAll(/\b((?:sms|http)_\w+)\{([^}]*)\}/g)) {
        const series = text.split('\n').find((line) => line.startsWith(`${name}{`));
        const used = matches(labels, /(\w+)\s*(?:=~|!=|=)/g);
        expect(used.filter((label) => !series?.includes(`${label}="`))).toEqual([]);
      }
    }
  });
});
