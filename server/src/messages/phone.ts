import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { MAX_ALPHANUMERIC_SENDER } from '../contract.ts';
import { readPhone } from '../phone.ts';

type PhoneResult = { ok: true; number: string } | { ok: false; problem: string };
type SenderResult = { ok: true; sender: string } | { ok: false; problem: string };

const PHONE_REMEDY = 'Write it with + and the country code, such as +12025550123.';
const SENDER_REMEDY = `must be a phone number (+12025550123), a short code (3 to 8 digits) or a name of at most ${MAX_ALPHANUMERIC_SENDER} letters, digits and spaces`;

/** A number that a person typed, as E.164. The problem never repeats the number. */
export function parsePhone(text: string): PhoneResult {
  const phone = readPhone(text);
  if (phone.ok) return phone;
  const problem =
    phone.fault === 'no_country' ? 'This has no country code.' : 'This is not a possible phone number.';
  return { ok: false, problem: `${problem} ${PHONE_REMEDY}` };
}

const E164 = /^\+\d{5,15}$/;

/** A number to look for. As Sinch gave it, it is taken to the letter: Sinch knows more of them than any library. */
export const parseStoredPhone = (text: string): PhoneResult =>
  E164.test(text) ? { ok: true, number: text } : parsePhone(text);

/** A number to look for in any spelling, `+` or `00` or neither before the country code; null: it is none. */
export function readSoughtPhone(text: string): string | null {
  const spelled = text.trim().replace(/^00/, '+');
  if (!/^\+?\d[\d\s()./-]*$/.test(spelled)) return null;
  const phone = parseStoredPhone(spelled.startsWith('+') ? spelled : `+${spelled}`);
  return phone.ok ? phone.number : null;
}

/** A short code (3–8 digits), a number, or up to 11 letters, digits and spaces with a letter among them. */
export function parseSender(text: string): SenderResult {
  const sender = text.trim();
  if (/^\d{3,8}$/.test(sender)) return { ok: true, sender };
  if (/^[+\d][\d\s().-]*$/.test(sender)) {
    const phone = parsePhone(/^(\+|00)/.test(sender) ? sender : `+${sender}`);
    if (phone.ok) return { ok: true, sender: phone.number };
    return { ok: false, problem: SENDER_REMEDY };
  }
  if (/^(?=.*[A-Za-z])[A-Za-z0-9 &._-]+$/.test(sender) && sender.length <= MAX_ALPHANUMERIC_SENDER) {
    return { ok: true, sender };
  }
  return { ok: false, problem: SENDER_REMEDY };
}

export const isAlphanumericSender = (sender: string): boolean => /[A-Za-z]/.test(sender);

/** Carriers of the US and Canada do not take alphanumeric senders (docs/sinch.md, "Sending"). */
export function refusesAlphanumericSender(number: string): boolean {
  if (!number.startsWith('+1')) return false;
  // Other countries of the +1 plan are known by their area codes; an area code unknown to the library counts as US.
  const country = parsePhoneNumberFromString(number)?.country;
  return country === undefined || country === 'US' || country === 'CA';
}

/** Enough to recognise a number one knows, too little to learn it: `+12…23`. */
export const maskPhone = (number: string): string => `${number.slice(0, 3)}…${number.slice(-2)}`;

/** Sinch may repeat a number, or the address of a message with its token, in what it says against a message. */
export const maskNumbers = (text: string): string =>
  text.replaceAll(/(token(?:=|%3d|\\u003d))[\w.%-]+/gi, '$1…').replaceAll(/\+?\d{7,}/g, maskPhone);
