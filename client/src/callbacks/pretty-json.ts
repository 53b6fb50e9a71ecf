const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;
/** What is nested deeper is not for people. */
const MOST_DEEP = 40;

/**
 * JSON with a line for each entry; null: it is none. Only blanks are put in or taken away: parsed and written anew, long
 * numbers would change.
 */
export function prettyJson(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let depth = 0;
  let pretty = '';
  let before = '';
  const newLine = (): string => `\n${'  '.repeat(Math.min(depth, MOST_DEEP))}`;
  for (const [token] of text.matchAll(TOKEN)) {
    const closes = token === '}' || token === ']';
    const opened = before === '{' || before === '[';
    if (closes) depth -= 1;
    if (closes ? !opened : opened || before === ',') pretty += newLine();
    if (before === ':') pretty += ' ';
    pretty += token;
    if (token === '{' || token === '[') depth += 1;
    before = token;
  }
  return pretty;
}
