/** Sinch's own codes, then the carrier codes that one meets most (docs/sinch.md, "Codes"). */
const TEXTS: Readonly<Record<number, string>> = {
  402: 'Sinch has no route to this number.',
  403: 'Something failed inside Sinch.',
  404: 'It could not be delivered for now: you may send it again.',
  405: 'A parameter of the message had no value.',
  406: 'Its time was up before the carrier took it.',
  407: 'It was cancelled.',
  408: 'Sinch rejected it; sending it again will likely end the same.',
  410: 'No default sender fits this number: set a sender.',
  411: 'It has more parts than allowed.',
  412: 'Your account is not set up for this region.',
  413: 'Your account is blocked, perhaps out of credit.',
  11: 'It could not be delivered.',
  60: 'The sender is blocked.',
  61: 'The recipient is blocked.',
  62: 'A word in the text is blocked.',
  64: 'A quota is used up.',
  150: 'Nobody has this number.',
  151: 'This number takes no messages.',
  153: 'The phone was off or out of reach.',
  158: 'The phone’s memory was full.',
  159: 'The phone could not be reached.',
  201: 'The phone was off.',
  202: 'The phone did not respond.',
  203: 'The phone was busy.',
  205: 'The carrier does not know this SIM card.',
  300: 'This is not a number that can receive messages.',
  310: 'This sender cannot be used here.',
  360: 'The carrier’s queue was full: you may send it again.',
  399: 'The carrier gives no reason.',
};

/** Delivered, Queued and Dispatched have codes of their own, which say nothing more. */
const SILENT: ReadonlySet<number> = new Set([0, 400, 401]);

export const textOfCode = (code: number): string | undefined => TEXTS[code];
export const saysMore = (code: number): boolean => !SILENT.has(code);
