import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import type { ESTree } from 'vite';
import { expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '..');

/** Words with blanks between them, or around them, or one that begins with a capital. */
const READS_LIKE_WORDS = /\p{L}{2}.* \p{L}|^\s*\p{Lu}\p{Ll}|\p{L}{2} $|^[,.:;]* \p{L}{2}/su;
/** Names of keys, of what is dragged and of fonts. */
const NOT_SAID = /^(Escape|Enter|Home|End|Arrow\w+|Files)$|(sans-serif|monospace)$/;
/** They speak to whoever mends the page. */
const ERRORS = /^(super|new \w*(Error|NotLoaded))$/;
const TAKES_A_SELECTOR = /\.(querySelector(All)?|closest|matches)$/;

/** What a source says, with the line that it says it in. */
function wordsIn(source: string): string[] {
  const passedOver: { start: number; end: number }[] = [];
  const found: { start: number; text: string }[] = [];
  const look = (start: number, text: string): void => {
    if (READS_LIKE_WORDS.test(text) && !NOT_SAID.test(text.trim())) found.push({ start, text: text.trim() });
  };
  const passCalls = ({
    callee,
    arguments: given,
    start,
  }: ESTree.CallExpression | ESTree.NewExpression): void => {
    const called = source.slice(start, callee.end);
    if (ERRORS.test(called) || TAKES_A_SELECTOR.test(called)) passedOver.push(...given);
  };
  new Visitor({
    Literal: ({ start, value }) => typeof value === 'string' && look(start, value),
    TemplateElement: ({ start, value }) => look(start, value.raw),
    JSXText: ({ start, value }) => look(start, value),
    NewExpression: passCalls,
    CallExpression: passCalls,
    PropertyDefinition: (node) =>
      node.key.type === 'Identifier' && node.key.name === 'name' && passedOver.push(node),
    JSXAttribute: (node) => node.name.name === 'className' && passedOver.push(node),
  }).visit(parseSync('source.tsx', source).program);
  return found
    .filter(({ start }) => !passedOver.some((other) => other.start <= start && start < other.end))
    .map(({ start, text }) => `${source.slice(0, start).split('\n').length}: ${text}`);
}

it('words are found wherever they hide, but for one that stands alone in small letters', () => {
  const source = `
    const status = 'queued';
    const plain = 'not yet';
    const built = (count: number) => \`\${count} of them\`;
    throw new Error('No root.');
    form.querySelector<HTMLElement>('input, textarea')?.focus();
    const page = (
      <Link title={isLate ? 'Still loading' : undefined} className={\`mono \${plain}\`} data-tone="bad">
        {isLate && 'Late'} Hello
      </Link>
    );`;
  expect(wordsIn(source)).toEqual(['3: not yet', '4: of them', '8: Still loading', '9: Late', '9: Hello']);
});

it('no component and no rule says anything but what stands among the texts', () => {
  const paths = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|\.d\.ts$|^(test|texts)\//.test(path));
  const said = paths.flatMap((path) =>
    wordsIn(readFileSync(join(SOURCES, path), 'utf8')).map((words) => `${path}:${words}`),
  );
  expect(said).toEqual([]);
});
