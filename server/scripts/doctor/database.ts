/** Whether messages and callbacks can be kept. */
import type { Config } from '../../src/config.ts';
import { codeOf, messageOf } from '../../src/thrown.ts';
import { fail, pass, warn, type Finding } from './finding.ts';
import { peekAtFile, peekAtPostgres, type Peek } from './peek.ts';

type Found = Finding<'database'>;

const IN_MEMORY = warn(
  'memory',
  'DATABASE_URL is empty: messages and callbacks are kept in memory, and lost at every restart.',
  'Set DATABASE_URL=file:./data/sms.db, or to a PostgreSQL.',
);

const wordsOf = (error: unknown): string =>
  error instanceof AggregateError ? (codeOf(error) ?? '') : messageOf(error).split('\n')[0]!;

const unwritable = (why: string) =>
  fail(
    'unwritable',
    `The database cannot be written: ${why}.`,
    'Give the user that the server runs as the right to write there, or set another DATABASE_URL.',
  );

function judgeFileError(error: unknown): Found {
  const code = codeOf(error) ?? '';
  if (!/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return unwritable(wordsOf(error));
  const remedy = 'Take a copy of the file away and restore a backup, or set another DATABASE_URL.';
  return fail('damaged', 'The file that DATABASE_URL names is no database, or a damaged one.', remedy);
}

const judgePostgresError = (error: unknown): Found =>
  fail(
    'unreachable',
    `PostgreSQL cannot be used: ${wordsOf(error)}.`,
    'Check DATABASE_URL: the host, the port, the name of the database, the user and the password; and that PostgreSQL runs.',
  );

export function judgePeek({ version, known, readOnly }: Pick<Peek, 'version' | 'known' | 'readOnly'>): Found {
  if (readOnly !== null) return unwritable(readOnly);
  if (version > known) {
    const says = `The database was written by a newer version of this program (schema ${version}; this one knows ${known}).`;
    return fail('newer', says, 'Run the newer version: this one refuses to start.');
  }
  if (version === 0)
    return pass('good', 'The database is empty; its tables are made when the server starts.');
  if (version < known) {
    const says = `The schema of the database is an older one (${version} of ${known}).`;
    return warn('older', says, 'Restart the server, which brings it up to date.');
  }
  return pass('good', `The database opens and can be written; its schema is up to date (${version}).`);
}

interface DatabaseCheck {
  findings: Found[];
  /** Open, for further questions; null where there is nothing to ask. */
  peek: Peek | null;
}

export async function checkDatabase(database: Config['database'], root: string): Promise<DatabaseCheck> {
  if (database.kind === 'memory') return { findings: [IN_MEMORY], peek: null };
  try {
    const peek =
      database.kind === 'file' ? peekAtFile(root, database.path) : await peekAtPostgres(database.url);
    return { findings: [judgePeek(peek)], peek };
  } catch (error) {
    const finding = database.kind === 'file' ? judgeFileError(error) : judgePostgresError(error);
    return { findings: [finding], peek: null };
  }
}
