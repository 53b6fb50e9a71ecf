import { readPhone } from '@sinch-callback-app/server/phone';
import { describe, expect, it } from 'vitest';
import { parseTable } from './csv.ts';
import { addLines, entryAt, splitEntries, splitRecipients, withoutEntries } from './entries.ts';
import { readFileText } from './file-text.ts';
import { createReader } from './reader.ts';
import { callTheRoll } from './readings.ts';
import { findNumberColumns, looksTabular } from './table.ts';
import { regionOf } from './use-country.ts';

describe('a text of many numbers', () => {
  it('is split at lines, tabs, commas and semicolons, not at the blanks of a number', () => {
    expect(splitRecipients(' +1 555 010 0001\r\n+15550100002,\t0044 20;\n\n')).toEqual([
      '+1 555 010 0001',
      '+15550100002',
      '0044 20',
    ]);
  });

  it('is split at a blank where a plus follows', () => {
    expect(splitRecipients('Ann +1 555 010 0001 +15550100002')).toEqual([
      'Ann',
      '+1 555 010 0001',
      '+15550100002',
    ]);
  });

  it('loses the invisible marks that address books put around numbers', () => {
    expect(splitRecipients('\u202a+15550100001\u202c,\ufeff+15550100002')).toEqual([
      '+15550100001',
      '+15550100002',
    ]);
  });

  it('keeps what is left as it was typed when some are taken out', () => {
    const text = 'a, b;c\n d';
    const without = (...gone: number[]) => withoutEntries(text, splitEntries(text), new Set(gone));
    expect(without(1)).toBe('a,c\n d');
    expect(without(0, 2)).toBe(' b; d');
    expect(without(3)).toBe('a, b;c');
    expect(without(0, 1, 2, 3)).toBe('');
  });

  it('takes more of them on lines of their own', () => {
    expect(addLines('', ['a', 'b'])).toBe('a\nb');
    expect(addLines('x, ', ['a'])).toBe('x\na');
  });

  it('knows which of them is being typed', () => {
    const text = 'ab, cd';
    const at = (caret: number) => entryAt(text, splitEntries(text), caret);
    expect([at(2), at(3), at(6)]).toEqual([0, 1, 1]);
    expect(entryAt('ab,', splitEntries('ab,'), 3)).toBe(-1);
  });
});

describe('the roll', () => {
  const roll = (...texts: string[]) => callTheRoll(texts, (text) => readPhone(text, 'GB'));

  it('counts people once, however their number is written', () => {
    const { people, duplicates } = roll('+44 20 7946 0018', '+15550100001', '020 7946 0018', '+442079460018');
    expect(people.map(({ number }) => number)).toEqual(['+442079460018', '+15550100001']);
    expect(duplicates.map(({ text, index }) => [index, text])).toEqual([
      [2, '020 7946 0018'],
      [3, '+442079460018'],
    ]);
  });

  it('says of everything else why it is no number', () => {
    const texts = ['Ann', '+1', '+120255501234', '+999123456789', '4.91512E+11', '+1 800 FLOWERS'];
    expect(roll(...texts).misfits.map(({ fault }) => fault)).toEqual([
      'no_digits',
      'too_short',
      'too_long',
      'unknown_country',
      'rounded',
      'not_possible',
    ]);
  });
});

describe('reading many numbers', () => {
  const texts = Array.from({ length: 1_000 }, (_, index) => String(index));

  it('is put off, goes on in short turns, and reads nothing twice', () => {
    let now = 0;
    let asked = 0;
    const reader = createReader(
      (text) => {
        now += 1;
        asked += 1;
        return { ok: true, number: text };
      },
      () => now,
    );
    expect(reader.readFew(texts)).toBe(false);
    expect(asked).toBe(0);
    let turns = 0;
    for (let before = now; !reader.readOn(texts); before = now) {
      turns += 1;
      expect(now - before).toBeLessThanOrEqual(50);
    }
    expect(turns).toBeGreaterThan(10);
    expect(asked).toBe(1_000);
    expect(reader.readFew([...texts, 'one more'])).toBe(true);
    expect(asked).toBe(1_001);
  });
});

describe('a table', () => {
  const columnsOf = (text: string, country: string | null = null) =>
    findNumberColumns(parseTable(text), (cell) => readPhone(cell, country).ok).map(({ name, position }) => [
      name,
      position,
    ]);

  it.each([
    ['commas', 'Name,Phone\nAnn,+15550100001\nBob,+15550100002'],
    ['semicolons', 'Name;Phone\nAnn;+15550100001\nBob;+15550100002'],
    ['tabs', 'Name\tPhone\nAnn\t+15550100001\nBob\t+15550100002'],
    ['quotes', '\ufeff"Name","Phone"\n"Poe, Ann","+15550100001"\n"Bob","+15550100002"'],
  ])('with %s gives up its column with numbers', (_, text) => {
    expect(columnsOf(text)).toEqual([['Phone', 2]]);
    const [column] = findNumberColumns(parseTable(text), (cell) => readPhone(cell).ok);
    expect(column?.numbers).toEqual(['+15550100001', '+15550100002']);
  });

  it('prefers numbers that can be sent to over dates and order numbers', () => {
    const text = 'Order,Day,Who\n10000001,2026-11-23,+15550100001\n10000002,2026-11-24,+15550100002';
    expect(columnsOf(text)[0]).toEqual(['Who', 3]);
  });

  it('prefers, where nothing can be sent to yet, the heading that speaks of a phone', () => {
    const text = 'Order,Mobile phone\n10000001,0151 23456789\n10000002,0151 23456788';
    expect(columnsOf(text)[0]).toEqual(['Mobile phone', 2]);
  });

  it('without headings loses no row', () => {
    const [column] = findNumberColumns(parseTable('Ann,+15550100001\nBob,+15550100002'), (cell) =>
      cell.startsWith('+'),
    );
    expect(column?.numbers).toEqual(['+15550100001', '+15550100002']);
    expect(columnsOf('Ann,+15550100001\nBob,+15550100002')).toEqual([[null, 2]]);
  });

  it('without numbers has no such column', () => {
    expect(columnsOf('Name,Town\nAnn,Bath\nBob,York')).toEqual([]);
    expect(columnsOf('')).toEqual([]);
  });

  it.each([
    ['Ann\t+15550100001', true],
    ['Ann,+15550100001\nBob,+15550100002', true],
    ['Name;Phone;Town\nAnn;;\n', true],
    ['+15550100001, +15550100002\n+15550100003, +15550100004', false],
    ['+15550100001\n+15550100002', false],
    ['Ann, +15550100001', false],
    ['Ann,, +15550100001\n+15550100002\t+1;', false],
    ['', false],
  ])('is told from a list by its looks: %j', (text, isTable) => {
    expect(looksTabular(text)).toBe(isTable);
  });
});

describe('a file', () => {
  const read = (content: BlobPart, name = 'a.csv') => readFileText(new File([content], name));

  it('is read in the encodings that spreadsheets write', async () => {
    expect(await read('Ä,+15550100001')).toEqual({ ok: true, text: 'Ä,+15550100001' });
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...Array.from('Ä\t+1').flatMap((character) => [character.charCodeAt(0), 0]),
    ]);
    expect(await read(utf16)).toEqual({ ok: true, text: 'Ä\t+1' });
  });

  it('that is none of text, or too much of it, is refused', async () => {
    expect(await read('PK\u0003\u0004xlsx')).toEqual({ ok: false, fault: 'not_text' });
    expect(await read('a\0b')).toEqual({ ok: false, fault: 'not_text' });
    expect(await read('a'.repeat(2_000_001))).toEqual({ ok: false, fault: 'too_large' });
  });
});

it.each([
  ['en-GB', 'GB'],
  ['de', ''],
  ['zh-Hant-TW', 'TW'],
  ['', ''],
])('the language %j of the browser names the region %j', (language, region) => {
  expect(regionOf(language)).toBe(region);
});
