export interface Keyring {
  /** The same key for the same content, so that a message whose answer was lost is not sent twice. */
  keyFor(content: string): string;
  /** The message has found its end: to send the same content again is a new message. */
  spend(): void;
}

export function createKeyring(newKey: () => string): Keyring {
  let last: { content: string; key: string } | null = null;
  return {
    keyFor(content) {
      if (last?.content !== content) last = { content, key: newKey() };
      return last.key;
    },
    spend() {
      last = null;
    },
  };
}
