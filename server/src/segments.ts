/** How a text is cut into SMS parts. The page shows it and the server sends it along, so both use this one. */
import { SegmentedMessage } from 'sms-segments-calculator';

interface Segments {
  encoding: 'GSM-7' | 'UCS-2';
  parts: number;
  /** The characters that force Unicode, each once, in the order of their appearance. */
  unicodeCharacters: string[];
}

/** Composed, with single line feeds: the same text in its cheapest form (a decomposed `é` would force Unicode). */
export const normalizeMessage = (message: string): string =>
  message.replaceAll(/\r\n?/g, '\n').normalize('NFC');

/**
 * Encoding and number of parts of a text (docs/sinch.md, "Parts"): 160 or 153 GSM-7 septets, 70 or 67 UCS-2 units.
 * An empty text has no parts.
 */
export function countSegments(message: string): Segments {
  const text = normalizeMessage(message);
  const segmented = new SegmentedMessage(text);
  const unicode = segmented.encodingName === 'UCS-2';
  return {
    encoding: unicode ? 'UCS-2' : 'GSM-7',
    parts: text === '' ? 0 : segmented.segmentsCount,
    unicodeCharacters: unicode ? [...new Set(segmented.getNonGsmCharacters())] : [],
  };
}
