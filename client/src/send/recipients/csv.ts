/** Loaded with the first table: most people never bring one. */
import Papa from 'papaparse';
import type { Rows } from './table.ts';

/** The separator is found by looking at the text. */
export const parseTable = (text: string): Rows =>
  Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' }).data;
