/**
 * Which file may import which, as data. Every rule is asked twice: of the program, where nothing may break it, and of an
 * arrow that does, so that a rule that has gone blind is noticed.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STATUSES } from '../src/contract.ts';
import { arrowsOf, withoutComments } from './imports.ts';
import type { Arrow } from './imports.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The sources below a folder, by their paths from the root of the repository. */
function readSources(folder: string): Map<string, string> {
  const paths = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path));
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const server = readSources('server/src');
const program = new Map([...server].filter(([path]) => !isTest(path)));
const emulator = readSources('server/emulator');
const client = readSources('client/src');
const arrows = [...server, ...emulator, ...client].flatMap(([path, source]) => arrowsOf(path, source));

const isIn = (folder: string, path: string): boolean => path.startsWith(`${folder}/`);
const isProgram = (path: string): boolean => isIn('server/src', path) && !isTest(path);

/** main → app → routes → {send, cancel, receive} → ports. */
const FLOORS: readonly RegExp[] = [
  /^server\/src\/(store\/store|sinch\/gateway)\.ts$/,
  /^server\/src\/(messages\/(send|cancel)|callbacks\/receive)\.ts$/,
  /^server\/src\/(messages|callbacks|metrics)\/([a-z]+-)?routes?\.ts$/,
  /^server\/src\/(app|serverless)\.ts$/,
  /^server\/src\/main\.ts$/,
];
const [PORTS, USE_CASES, ROUTES, APP, MAIN] = [0, 1, 2, 3, 4] as const;
/** -1 for what stands beside the floors: pure functions, types, and the pieces that each floor is made of. */
const floorOf = (path: string): number => FLOORS.findIndex((pattern) => pattern.test(path));

/** An engine of the store is a folder in `store/`; a gateway of Sinch is a file beside its port. */
const adapterOf = (path: string): string | undefined =>
  /^server\/src\/(?:store\/[^/]+(?=\/)|sinch\/(?!create-)[^/]+-gateway\.ts)/.exec(path)?.[0];
const CREATE_GATEWAY = 'server/src/sinch/create-gateway.ts';

const isMeanings = (path: string): boolean => isIn('server/src/meanings', path);

interface Rule {
  breaks: (arrow: Arrow) => boolean;
  /** Arrows that break it. */
  wrong: [from: string, to: string, ...kind: 'type'[]][];
}

const RULES: Record<string, Rule> = {
  'main → app → routes → {send, cancel, receive} → ports: no arrow goes up': {
    breaks: ({ from, to }) => floorOf(from) !== -1 && floorOf(to) > floorOf(from),
    wrong: [
      ['server/src/app.ts', 'server/src/main.ts'],
      ['server/src/messages/send-route.ts', 'server/src/app.ts', 'type'],
      ['server/src/messages/read-routes.ts', 'server/src/app.ts'],
      ['server/src/callbacks/receive.ts', 'server/src/callbacks/route.ts'],
      ['server/src/messages/cancel.ts', 'server/src/messages/cancel-route.ts'],
      ['server/src/store/store.ts', 'server/src/messages/send.ts', 'type'],
      ['server/src/sinch/gateway.ts', 'server/src/messages/send.ts'],
    ],
  },
  'only main imports the app, only the app a route, only routes and the app a use case': {
    breaks: ({ from, to, typesOnly }) => {
      if (!isProgram(from)) return false;
      const floor = floorOf(to);
      if (floor === MAIN) return true;
      if (floor === APP) return floorOf(from) !== MAIN;
      if (floor === ROUTES) return floorOf(from) !== APP;
      return floor === USE_CASES && !typesOnly && ![ROUTES, APP].some((above) => above === floorOf(from));
    },
    wrong: [
      ['server/src/http/page.ts', 'server/src/main.ts'],
      ['server/src/http/page.ts', 'server/src/app.ts', 'type'],
      ['server/src/http/page.ts', 'server/src/messages/send-route.ts'],
      ['server/src/main.ts', 'server/src/callbacks/route.ts'],
      ['server/src/callbacks/log.ts', 'server/src/callbacks/receive.ts'],
      ['server/src/messages/follow-up.ts', 'server/src/messages/cancel.ts'],
    ],
  },
  'a port is types alone': {
    breaks: ({ from, typesOnly }) => floorOf(from) === PORTS && !typesOnly,
    wrong: [
      ['server/src/store/store.ts', 'server/src/store/apply.ts'],
      ['server/src/sinch/gateway.ts', 'zod'],
    ],
  },
  'only engines picks an engine, only create-gateway a gateway, and only main calls that': {
    breaks: ({ from, to }) => {
      if (!isProgram(from)) return false;
      if (to === CREATE_GATEWAY) return floorOf(from) !== MAIN;
      const adapter = adapterOf(to);
      if (adapter === undefined || adapter === adapterOf(from)) return false;
      return from !== (isIn('server/src/store', to) ? 'server/src/engines.ts' : CREATE_GATEWAY);
    },
    wrong: [
      ['server/src/app.ts', 'server/src/store/sqlite/sqlite.ts'],
      ['server/src/main.ts', 'server/src/store/sqlite/sqlite.ts'],
      ['server/src/engines.ts', 'server/src/sinch/sms-gateway.ts'],
      ['server/src/store/apply.ts', 'server/src/store/sqlite/rows.ts', 'type'],
      ['server/src/store/postgres/postgres.ts', 'server/src/store/sqlite/rows.ts'],
      ['server/src/messages/send.ts', 'server/src/sinch/sms-gateway.ts'],
      ['server/src/main.ts', 'server/src/sinch/sms-gateway.ts'],
      ['server/src/sinch/sms-gateway.ts', 'server/src/sinch/conversation-gateway.ts'],
      ['server/src/app.ts', 'server/src/sinch/create-gateway.ts'],
    ],
  },
  'the store, and nothing else, calls fold': {
    breaks: ({ from, to, typesOnly }) =>
      to === 'server/src/messages/fold.ts' &&
      !typesOnly &&
      isProgram(from) &&
      !isIn('server/src/store', from),
    wrong: [
      ['server/src/callbacks/receive.ts', 'server/src/messages/fold.ts'],
      ['server/src/messages/present.ts', 'server/src/messages/fold.ts'],
    ],
  },
  'messages/ never imports callbacks/': {
    breaks: ({ from, to }) => isIn('server/src/messages', from) && isIn('server/src/callbacks', to),
    wrong: [
      ['server/src/messages/send.ts', 'server/src/callbacks/wire.ts'],
      ['server/src/messages/fold.ts', 'server/src/callbacks/wire.ts', 'type'],
    ],
  },
  'nothing in src/ imports the emulator, the tests, the benchmarks or the scripts': {
    breaks: ({ from, to }) => isIn('server/src', from) && isIn('server', to) && !isIn('server/src', to),
    wrong: [
      ['server/src/main.ts', 'server/emulator/emulator.ts'],
      ['server/src/callbacks/signature.test.ts', 'server/emulator/signature.ts'],
      ['server/src/app.ts', 'server/test/harness.ts'],
      ['server/src/app.ts', 'server/bench/callbacks.ts', 'type'],
      ['server/src/config.ts', 'server/scripts/env.ts'],
    ],
  },
  'the emulator imports nothing of src/': {
    breaks: ({ from, to }) =>
      isIn('server/emulator', from) &&
      (isIn('server/src', to) || to.startsWith('@sinch-callback-app/server')),
    wrong: [
      ['server/emulator/signature.ts', 'server/src/callbacks/signature.ts'],
      ['server/emulator/signature.test.ts', 'server/src/callbacks/signature.ts'],
      ['server/emulator/reports.ts', '@sinch-callback-app/server/contract', 'type'],
    ],
  },
  'only the gateways, and what they share, import the SDK': {
    breaks: ({ from, to }) =>
      isProgram(from) &&
      to.startsWith('@sinch/') &&
      !(isIn('server/src/sinch', from) && (adapterOf(from) !== undefined || from.endsWith('/sdk.ts'))),
    wrong: [
      ['server/src/sinch/tally.ts', '@sinch/sdk-core', 'type'],
      ['server/src/sinch/create-gateway.ts', '@sinch/sdk-core'],
      ['server/src/callbacks/signature.ts', '@sinch/sdk-core'],
      ['server/src/messages/send.ts', '@sinch/sms', 'type'],
    ],
  },
  'only metrics/ imports the library of the metrics': {
    breaks: ({ from, to }) => to === 'prom-client' && !isIn('server/src/metrics', from),
    wrong: [
      ['server/src/callbacks/receive.ts', 'prom-client'],
      ['server/src/main.ts', 'prom-client', 'type'],
    ],
  },
  'app and main tell the metrics what happens: no room knows of them': {
    breaks: ({ from, to }) =>
      isProgram(from) &&
      isIn('server/src/metrics', to) &&
      !isIn('server/src/metrics', from) &&
      ![APP, MAIN].some((floor) => floor === floorOf(from)),
    wrong: [
      ['server/src/callbacks/route.ts', 'server/src/metrics/metrics.ts', 'type'],
      ['server/src/messages/send-route.ts', 'server/src/metrics/metrics.ts'],
      ['server/src/chores.ts', 'server/src/metrics/metrics.ts', 'type'],
    ],
  },
  'contract.ts imports nothing but zod': {
    breaks: ({ from, to }) => from === 'server/src/contract.ts' && to !== 'zod',
    wrong: [
      ['server/src/contract.ts', 'server/src/messages/report.ts', 'type'],
      ['server/src/contract.ts', 'node:crypto'],
    ],
  },
  'segments.ts, which the page imports too, imports nothing of the project': {
    breaks: ({ from, to }) => from === 'server/src/segments.ts' && /^(server\/|node:)/.test(to),
    wrong: [
      ['server/src/segments.ts', 'server/src/config.ts'],
      ['server/src/segments.ts', 'node:util'],
    ],
  },
  'phone.ts, which the page imports too, imports nothing but the phone library': {
    breaks: ({ from, to }) => from === 'server/src/phone.ts' && to !== 'libphonenumber-js',
    wrong: [
      // Its schemas bring a library that the page does without.
      ['server/src/phone.ts', 'server/src/contract.ts'],
      ['server/src/phone.ts', 'node:util'],
    ],
  },
  'meanings/, which the page imports too, imports of the project only types of the contract': {
    breaks: ({ from, to, typesOnly }) =>
      isMeanings(from) && !isTest(from) && !isMeanings(to) && !(typesOnly && to === 'server/src/contract.ts'),
    wrong: [
      // Its schemas bring a library that is heavier than all the page's own code.
      ['server/src/meanings/explain.ts', 'server/src/contract.ts'],
      ['server/src/meanings/codes.ts', 'server/src/messages/report.ts', 'type'],
      ['server/src/meanings/reasons.ts', 'zod'],
    ],
  },
  'the client imports of the server only the contract, the meanings, the phone numbers and the segments': {
    breaks: ({ from, to }) =>
      isIn('client', from) &&
      (to.startsWith('server') ||
        /^@sinch-callback-app\/server(?!\/(contract|meanings|phone|segments)$)/.test(to)),
    wrong: [
      ['client/src/api.ts', 'server/src/contract.ts', 'type'],
      ['client/src/api.ts', '@sinch-callback-app/server'],
      ['client/src/api.ts', '@sinch-callback-app/server/config'],
    ],
  },
};

describe.each(Object.entries(RULES))('%s', (_, { breaks, wrong }) => {
  test('no file breaks it', () => {
    expect(arrows.filter(breaks)).toEqual([]);
  });

  test.each(wrong)('%s → %s would', (from, to, ...kind) => {
    expect(breaks({ from, to, typesOnly: kind.includes('type') })).toBe(true);
  });
});

test('the store does call fold', () => {
  const callers = arrows.filter(({ to, typesOnly }) => to === 'server/src/messages/fold.ts' && !typesOnly);
  expect(callers.some(({ from }) => isIn('server/src/store', from) && isProgram(from))).toBe(true);
});

test('there are no circles', () => {
  const below = new Map<string, string[]>();
  for (const { from, to } of arrows) below.set(from, [...(below.get(from) ?? []), to]);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) circles.push([...above.slice(above.indexOf(path)), path].join(' → '));
    if (above.includes(path) || done.has(path)) return;
    for (const next of below.get(path) ?? []) visit(next, [...above, path]);
    done.add(path);
  };
  for (const path of below.keys()) visit(path, []);
  expect(circles).toEqual([]);
});

describe('only main.ts touches the process', () => {
  const PROCESS = /\bprocess\s*(\?\.|[.[])|['"](node:)?process['"]|\{[^}]*\}\s*=\s*process\b/;
  const touches = (source: string): boolean => PROCESS.test(withoutComments(source));

  test('and no other file does', () => {
    expect([...program].filter(([, source]) => touches(source)).map(([path]) => path)).toEqual([
      'server/src/main.ts',
    ]);
  });

  test.each([
    'const port = process.env.PORT;',
    "process['exit'](1);",
    'process?.on;',
    "import { exit } from 'node:process';",
    "import process from 'process';",
    'const { env } = process;',
    'globalThis.process.exit();',
  ])('as this would: %s', (source) => {
    expect(touches(source)).toBe(true);
  });

  test('a comment may speak of it', () => {
    expect(touches('/** Where the process. is */\n// process.exit\nexport const processed = 1;')).toBe(false);
  });
});

describe('SQL never decides a status', () => {
  const LITERAL = /`[^`]*`|'[^'\n]*'|"[^"\n]*"/g;
  const SQL = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE)\b/;
  const DECIDING = new RegExp(`\\b(${STATUSES.join('|')}|CASE|TRIGGER)\\b|\\b(max|min)\\(\\s*(status|at)\\b`);
  const decidingSql = (source: string): string[] =>
    [...withoutComments(source).matchAll(LITERAL)]
      .map(([literal]) => literal)
      .filter((literal) => SQL.test(literal) && DECIDING.test(literal));

  test('no statement of the store names one, or weighs one against another', () => {
    const store = [...program].filter(([path]) => isIn('server/src/store', path));
    expect(store.some(([, source]) => /`[^`]*\bSELECT\b/.test(source))).toBe(true);
    expect(store.flatMap(([, source]) => decidingSql(source))).toEqual([]);
  });

  test.each([
    "one(`UPDATE recipients SET status = 'DELIVERED' WHERE message = ?`)",
    '`UPDATE recipients SET status = CASE WHEN final THEN status ELSE ? END`',
    "'SELECT max(status) FROM reports'",
    "'CREATE TRIGGER fold AFTER INSERT ON reports'",
  ])('as this would: %s', (source) => {
    expect(decidingSql(source)).toHaveLength(1);
  });
});

describe('the reader of imports', () => {
  test.each([
    ["import { a } from './b.ts';", 'server/src/x/b.ts', false],
    ["import type { A } from '../b.ts';", 'server/src/b.ts', true],
    ["import a from 'package';", 'package', false],
    ["import * as a from '@scope/package/sub';", '@scope/package/sub', false],
    ["import { a, type B } from './b.ts';", 'server/src/x/b.ts', false],
    ["import {\n  a,\n  b,\n} from '../y/b.ts';", 'server/src/y/b.ts', false],
    ["import './b.ts';", 'server/src/x/b.ts', false],
    ['import "./b.ts";', 'server/src/x/b.ts', false],
    ["export { a } from './b.ts';", 'server/src/x/b.ts', false],
    ["export * from './b.ts';", 'server/src/x/b.ts', false],
    ["export type { A } from './b.ts';", 'server/src/x/b.ts', true],
    ["const b = await import('./b.ts');", 'server/src/x/b.ts', false],
    ["type B = import('./b.ts').B;", 'server/src/x/b.ts', false],
    ["const b = require('../../emulator/b.ts');", 'server/emulator/b.ts', false],
  ])('sees %j', (source, to, typesOnly) => {
    const from = 'server/src/x/a.ts';
    expect(arrowsOf(from, source)).toEqual([{ from, to, typesOnly }]);
  });

  test.each([
    "// import a from './b.ts';",
    " * import a from './b.ts';",
    "export const from = 'x';",
    "say('import');",
  ])('does not see one in %j', (source) => {
    expect(arrowsOf('server/src/a.ts', source)).toEqual([]);
  });

  test('sees every relative import where it leads', () => {
    const lost = arrows
      .filter(({ to }) => /^(server|client)\//.test(to))
      .filter(({ to }) => !['', '.ts', '.tsx'].some((ending) => existsSync(join(ROOT, to + ending))));
    expect(lost).toEqual([]);
  });

  test('reads the whole program', () => {
    const here = relative(ROOT, dirname(import.meta.filename)).replaceAll('\\', '/');
    expect(here).toBe('server/test');
    for (const path of [
      'main.ts',
      'app.ts',
      'store/sqlite/sqlite.ts',
      'sinch/sms-gateway.ts',
      'messages/fold.ts',
    ]) {
      expect([...program.keys()]).toContain(`server/src/${path}`);
    }
    expect(arrows).toContainEqual({
      from: 'server/src/main.ts',
      to: 'server/src/app.ts',
      typesOnly: false,
    });
    for (const floor of FLOORS.keys()) {
      expect([...program.keys()].filter((path) => floorOf(path) === floor)).not.toEqual([]);
    }
  });
});
