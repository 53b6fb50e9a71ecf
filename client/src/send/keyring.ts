interface Stamp {
  key: string;
  /** When Send was first pressed, in milliseconds: times that count from then stay the same, too. */
  at: number;
}

interface Keyring {
  /** The same stamp for the same content, so that a message whose answer was lost is not sent twice. */
  stampFor(content: string): Stamp;
  /** The message has found its end: to send the same content again is a new message. */
  spend(): void;
}

export function createKeyring(newKey: () => string, now: () => number): Keyring {
  let last: { content: string; stamp: Stamp } | null = null;
  return {
    stampFor(content) {
      if (last?.content !== content) last = { content, stamp: { key: newKey(), at: now() } };
      return last.stamp;
    },
    spend() {
      last = null;
    },
  };
}
