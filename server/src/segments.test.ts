import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSegments, normalizeMessage } from './segments.ts';

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Each of them takes two septets. */
const EXTENDED = '|^€{}[]~\\';

const partsOf = (text: string): number => countSegments(text).parts;

describe('a text of the GSM alphabet', () => {
  test.each([
    [1, 1],
    [160, 1],
    [161, 2],
    [306, 2],
    [307, 3],
    [459, 3],
    [460, 4],
    [2000, 14],
  ])('of %d characters has %d part(s)', (length, parts) => {
    expect(countSegments('x'.repeat(length))).toEqual({ encoding: 'GSM-7', parts, unicodeCharacters: [] });
  });

  test('can have every character of the alphabet', () => {
    for (const character of BASIC + EXTENDED) {
      expect([character, countSegments(character)]).toEqual([
        character,
        { encoding: 'GSM-7', parts: 1, unicodeCharacters: [] },
      ]);
    }
  });

  test.each(EXTENDED.split(''))('counts %s twice', (character) => {
    expect(partsOf(character.repeat(80))).toBe(1);
    expect(partsOf(character.repeat(80) + 'x')).toBe(2);
    expect(partsOf('x'.repeat(158) + character)).toBe(1);
    expect(partsOf('x'.repeat(159) + character)).toBe(2);
  });

  test('does not tear a character of two septets apart', () => {
    // 153 septets a part: the € would stand on the 153rd and the 154th, so the third part gets what is left over.
    expect(partsOf(`${'x'.repeat(152)}€${'x'.repeat(151)}`)).toBe(2);
    expect(partsOf(`${'x'.repeat(152)}€${'x'.repeat(152)}`)).toBe(3);
  });
});

describe('a text with another character', () => {
  test.each([
    [1, 1],
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
    [2000, 30],
  ])('of %d characters has %d part(s)', (length, parts) => {
    expect(countSegments('漢'.repeat(length))).toEqual({
      encoding: 'UCS-2',
      parts,
      unicodeCharacters: ['漢'],
    });
  });

  test('is Unicode as a whole', () => {
    expect(countSegments(`${'x'.repeat(69)}漢`)).toMatchObject({ encoding: 'UCS-2', parts: 1 });
    expect(countSegments(`${'x'.repeat(70)}漢`)).toMatchObject({ encoding: 'UCS-2', parts: 2 });
  });

  test('counts an emoji twice', () => {
    expect(partsOf('🎉'.repeat(35))).toBe(1);
    expect(partsOf('🎉'.repeat(36))).toBe(2);
  });

  test('counts a € once', () => {
    expect(partsOf(`漢${'€'.repeat(69)}`)).toBe(1);
  });

  test.each(['`', 'ç', 'ê', '\t', '’', '“', '…', '–', '\u00a0'])('"%s" is such a character', (character) => {
    expect(countSegments(`x${character}`)).toEqual({
      encoding: 'UCS-2',
      parts: 1,
      unicodeCharacters: [character],
    });
  });

  test('names each that forces Unicode once, in the order of their appearance', () => {
    expect(countSegments('“Hi” 🎉 “Ho” 漢🎉 €').unicodeCharacters).toEqual(['“', '”', '🎉', '漢']);
  });
});

describe('the same text in another form', () => {
  test('counts as its composed form', () => {
    expect(countSegments('Cafe\u0301')).toEqual({ encoding: 'GSM-7', parts: 1, unicodeCharacters: [] });
    expect(partsOf('e\u0301'.repeat(160))).toBe(1);
  });

  test('counts a line break once', () => {
    expect(partsOf('x\r\n'.repeat(80))).toBe(1);
    expect(partsOf(`${'x\r\n'.repeat(80)}x`)).toBe(2);
  });

  test('counts a line break once, of whatever kind', () => {
    expect(partsOf('x\r'.repeat(80))).toBe(1);
    expect(partsOf('\r\r\n'.repeat(80))).toBe(1);
  });

  test('normalised again is the same', () => {
    const pieces = fc.constantFrom('e', '\u0301', '\r', '\n', 'x', '漢', '🎉', 'Å', '\u212b');
    fc.assert(
      fc.property(fc.string({ unit: pieces }), (text) => {
        const once = normalizeMessage(text);
        expect(normalizeMessage(once)).toBe(once);
        expect(countSegments(once)).toEqual(countSegments(text));
      }),
      { numRuns: 1000 },
    );
  });
});

test('an empty text has no part', () => {
  expect(countSegments('')).toEqual({ encoding: 'GSM-7', parts: 0, unicodeCharacters: [] });
});

test('every text of the GSM alphabet has the parts that counting its septets by hand gives', () => {
  const byHand = (text: string): number => {
    const sizes = text.split('').map((character) => (EXTENDED.includes(character) ? 2 : 1));
    const total = sizes.reduce<number>((sum, size) => sum + size, 0);
    if (total <= 160) return 1;
    let parts = 1;
    let used = 0;
    for (const size of sizes) {
      if (used + size > 153) {
        parts += 1;
        used = 0;
      }
      used += size;
    }
    return parts;
  };
  const characters = fc.constantFrom(...(BASIC + EXTENDED).replaceAll(/[\r\n]/g, '').split(''));
  fc.assert(
    fc.property(fc.string({ unit: characters, minLength: 1, maxLength: 700, size: 'max' }), (text) => {
      expect(partsOf(text)).toBe(byHand(text));
    }),
  );
});
