/** Far beyond what can be sent to at once. */
const MOST_BYTES = 2_000_000;

export type FileText =
  { ok: true; text: string } | { ok: false; fault: 'too_large' | 'not_text' | 'unreadable' };

/** What a file says, if it is text: UTF-8, or UTF-16 as Excel writes "Unicode text". */
export async function readFileText(file: File): Promise<FileText> {
  if (file.size > MOST_BYTES) return { ok: false, fault: 'too_large' };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
    return text.includes('\0') || text.startsWith('PK')
      ? { ok: false, fault: 'not_text' }
      : { ok: true, text };
  } catch {
    // It was removed, or its disk was.
    return { ok: false, fault: 'unreadable' };
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
