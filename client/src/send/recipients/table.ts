/** What stands in a file, or in a copied piece of a spreadsheet: rows of cells. */
export type Rows = readonly (readonly string[])[];

/** A column that holds numbers. */
export interface Column {
  /** As its heading says; null where it has none. */
  name: string | null;
  /** From 1, as one counts. */
  position: number;
  numbers: readonly string[];
}

/** So many rows are looked at, to tell what is in a column. */
const LOOKED_AT = 200;
const NUMBERS_AT_LEAST = 0.5;
const PHONE_WORDS = /phone|mobile|cell|tel|msisdn|number|nummer|handy|gsm|sms/i;

const looksLikeNumber = (cell: string): boolean =>
  /^[+\d(][\d\s().\-/+]*$/.test(cell) && cell.replaceAll(/\D/g, '').length >= 7;

/** Columns with numbers in them, the likeliest first. `isNumber`: whether one can be sent to. */
export function findNumberColumns(rows: Rows, isNumber: (cell: string) => boolean): Column[] {
  const width = Math.max(0, ...rows.slice(0, LOOKED_AT).map((row) => row.length));
  return Array.from({ length: width }, (_, index) => judge(rows, index, isNumber))
    .filter(({ likeness }) => likeness > 0)
    .toSorted((a, b) => b.likeness - a.likeness)
    .map(({ column }) => column);
}

function judge(rows: Rows, index: number, isNumber: (cell: string) => boolean) {
  const cells = rows.map((row) => row[index]?.trim() ?? '');
  const [first = ''] = cells;
  const hasHeading = first !== '' && !/\d{3}/.test(first);
  const numbers = (hasHeading ? cells.slice(1) : cells).filter((cell) => cell !== '');
  const column: Column = { name: hasHeading ? first : null, position: index + 1, numbers };
  const seen = numbers.slice(0, LOOKED_AT);
  const shareOf = (is: (cell: string) => boolean): number =>
    seen.filter(is).length / Math.max(1, seen.length);
  const alike = shareOf((cell) => looksLikeNumber(cell) || isNumber(cell));
  if (alike < NUMBERS_AT_LEAST) return { column, likeness: 0 };
  // Dates and order numbers look like numbers, too; nobody can be sent a message there, and their heading does not say so.
  const sure = shareOf(isNumber);
  return { column, likeness: alike / 100 + sure * 2 + (PHONE_WORDS.test(column.name ?? '') ? 1 : 0) };
}

/** Whether a text that was pasted is a table: all lines have as many cells, or as many fields with words among them. */
export function looksTabular(text: string): boolean {
  const start = text.slice(0, 10_000);
  const lines = start
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const hasColumns = (separator: string): boolean => {
    const widths = new Set(lines.map((line) => line.split(separator).length));
    return widths.size === 1 && !widths.has(1);
  };
  if (hasColumns('\t')) return true;
  return lines.length > 1 && /[\p{L}"@]/u.test(start) && [',', ';'].some(hasColumns);
}
