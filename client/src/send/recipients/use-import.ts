import { useRef, useState } from 'react';
import { addLines, splitRecipients } from './entries.ts';
import { readFileText } from './file-text.ts';
import type { FileText } from './file-text.ts';
import { loadPhoneLibrary } from './phone-library.ts';
import { findNumberColumns } from './table.ts';
import type { Column, Rows } from './table.ts';

type ImportFault = Extract<FileText, { ok: false }>['fault'] | 'not_loaded' | 'no_numbers';

/** `source`: the file's name; null: it was pasted. */
export type Import = { source: string | null } & (
  | { kind: 'looking' }
  | { kind: 'fault'; fault: ImportFault }
  | { kind: 'taken'; columns: readonly Column[]; chosen: number }
);

/** Changes the text of the recipients. */
type Edit = (change: (text: string) => string) => void;

const swap = (text: string, gone: Column, added: Column): string => {
  const numbers = new Set(splitRecipients(gone.numbers.join('\n')));
  return addLines('', [...splitRecipients(text).filter((known) => !numbers.has(known)), ...added.numbers]);
};

/** Brings the numbers of a table, from a file or pasted, into the text of the recipients. */
export function useImport(country: string | null, edit: Edit) {
  const [state, setState] = useState<Import | null>(null);
  const latest = useRef(0);

  /** `rest`: what to do with a text that has no such column. */
  const look = async (source: string | null, readText: () => Promise<FileText>, rest?: () => void) => {
    const turn = (latest.current += 1);
    setState({ source, kind: 'looking' });
    const found = await findIn(await readText(), country);
    if (turn !== latest.current) return;
    if (!found.ok) {
      rest?.();
      return setState(rest ? null : { source, kind: 'fault', fault: found.fault });
    }
    const [best] = found.columns;
    if (best) edit((text) => addLines(text, best.numbers));
    setState({ source, kind: 'taken', columns: found.columns, chosen: 0 });
  };
  const choose = (index: number): void => {
    if (state?.kind !== 'taken') return;
    const [gone, added] = [state.columns[state.chosen], state.columns[index]];
    if (gone && added) edit((text) => swap(text, gone, added));
    setState({ ...state, chosen: index });
  };
  return {
    state,
    takeFile: (file: File) => void look(file.name, () => readFileText(file)),
    takeTable: (text: string) =>
      void look(
        null,
        async () => ({ ok: true, text }),
        () => edit((known) => addLines(known, [text])),
      ),
    choose,
    dismiss: () => {
      latest.current += 1;
      setState(null);
    },
  };
}

type Found = { ok: true; columns: readonly Column[] } | { ok: false; fault: ImportFault };

async function findIn(read: FileText, country: string | null): Promise<Found> {
  if (!read.ok) return read;
  const [csv, library] = await Promise.all([import('./csv.ts').catch(() => null), loadPhoneLibrary()]);
  if (csv === null) return { ok: false, fault: 'not_loaded' };
  const isNumber = (cell: string): boolean => library?.readPhone(cell, country).ok ?? false;
  const columns = columnsOf(csv.parseTable(read.text), isNumber);
  return columns.length === 0 ? { ok: false, fault: 'no_numbers' } : { ok: true, columns };
}

/** Where every cell is a number, it is no table but a list with commas. */
function columnsOf(rows: Rows, isNumber: (cell: string) => boolean): readonly Column[] {
  const cells = rows.flat().filter((cell) => cell.trim() !== '');
  if (cells.length > 0 && cells.every(isNumber)) return [{ name: null, position: 1, numbers: cells }];
  return findNumberColumns(rows, isNumber);
}
