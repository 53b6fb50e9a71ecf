/** Counts the parts of a text (docs/sinch.md, "Parts"). The server has a library for it; this is a second opinion. */
const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_EXTENDED = new Set('|^€{}[]~\\');

export function partsOf(text: string): number {
  const sizes = gsmSizes(text) ?? ucs2Sizes(text);
  const { units, single, perPart } = sizes;
  const total = units.reduce((sum, size) => sum + size, 0);
  return total <= single ? 1 : countParts(units, perPart);
}

export function isGsm(text: string): boolean {
  return gsmSizes(text) !== null;
}

interface Sizes {
  readonly units: readonly number[];
  readonly single: number;
  readonly perPart: number;
}

function gsmSizes(text: string): Sizes | null {
  const units: number[] = [];
  for (const character of text) {
    if (GSM_BASIC.has(character)) units.push(1);
    else if (GSM_EXTENDED.has(character)) units.push(2);
    else return null;
  }
  return { units, single: 160, perPart: 153 };
}

function ucs2Sizes(text: string): Sizes {
  return { units: Array.from(text, (character) => character.length), single: 70, perPart: 67 };
}

/** A character of two units is never cut in half by the end of a part. */
function countParts(units: readonly number[], perPart: number): number {
  let parts = 1;
  let used = 0;
  for (const size of units) {
    if (used + size > perPart) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
