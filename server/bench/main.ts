/** `pnpm bench [what]`: each benchmark is a program of its own. See README.md. */
const BENCHMARKS: Record<string, () => Promise<unknown>> = {
  callbacks: () => import('./callbacks.ts'),
  overload: () => import('./overload.ts'),
  memory: () => import('./memory.ts'),
  page: () => import('./page.ts'),
  store: () => import('./store.ts'),
  'store-memory': () => import('./store-memory.ts'),
};

const [name = 'callbacks'] = process.argv.slice(2);
const start = BENCHMARKS[name];
if (start === undefined) {
  process.stderr.write(`no benchmark ${name}; there are ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exit(1);
}
await start();
