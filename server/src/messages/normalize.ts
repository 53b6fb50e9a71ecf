import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { MAX_MESSAGE_LENGTH, MAX_RECIPIENTS, sendRequestSchema } from '../contract.ts';
import type { FieldError } from '../contract.ts';
import { countSegments, normalizeMessage } from '../segments.ts';
import { findCountryProblem } from './countries.ts';
import type { CountryCode } from './countries.ts';
import { OWN_ID } from './ids.ts';
import { isAlphanumericSender, parsePhone, parseSender, refusesAlphanumericSender } from './phone.ts';
import { readTimes } from './times.ts';
import type { Circumstances, TimeFault, Times } from './times.ts';

/** A send request in its one normal form: whatever means the same is the same. */
export interface SendCommand {
  to: readonly string[];
  text: string;
  parts: number;
  /** Null: the caller leaves the sender to the server. */
  from: string | null;
  /** What Sinch is told. */
  times: Times;
  /** Our id of the message that it is sent again for. */
  resendOf: string | null;
  /** What the request says: it tells one request from another, and no waiting changes it. */
  asked: Times;
}

/** What a request is judged by, beside itself. */
interface SendCircumstances extends Circumstances {
  defaultFrom: string | null;
  /** Null: every country. */
  allowedCountries: readonly CountryCode[] | null;
}

export type Normalized =
  | { ok: true; command: SendCommand }
  | {
      ok: false;
      errors: FieldError[];
      /** The command, if it may have been right earlier: then the same request may have been carried out. */
      overtaken: SendCommand | null;
    };

const MAX_ERRORS = 100;
/** A character in its normal form may have been written as four. */
const MAX_WRITTEN_LENGTH = 4 * MAX_MESSAGE_LENGTH;

export const NO_ORIGINAL: FieldError = {
  path: 'resendOf',
  message:
    'There is no such message here. Give the `id` of the message that you send again, or leave this out to send a new one.',
};

/** `barred`: by the countries that are allowed today. */
function normalizeRecipients(
  to: string | readonly string[],
  allowed: SendCircumstances['allowedCountries'],
  { errors, barred }: { errors: FieldError[]; barred: FieldError[] },
): string[] {
  const single = typeof to === 'string';
  const numbers = new Set<string>();
  for (const [index, text] of (single ? [to] : to).entries()) {
    if (errors.length >= MAX_ERRORS) break;
    const path = single ? 'to' : `to.${index}`;
    const phone = parsePhone(text);
    if (!phone.ok) errors.push({ path, message: phone.problem });
    else if (!numbers.has(phone.number)) {
      numbers.add(phone.number);
      const message =
        allowed === null || barred.length >= MAX_ERRORS ? null : findCountryProblem(phone.number, allowed);
      if (message !== null) barred.push({ path, message });
    }
  }
  if (to.length === 0 && !single) errors.push({ path: 'to', message: 'Add at least one recipient.' });
  if (numbers.size > MAX_RECIPIENTS) {
    const message = `These are ${numbers.size} recipients; Sinch takes at most ${MAX_RECIPIENTS} at once. Split the list.`;
    errors.push({ path: 'to', message });
  }
  return [...numbers];
}

function findTextProblem(text: string): string | null {
  if (text.trim() === '') return 'Write a message.';
  if (text.length > MAX_MESSAGE_LENGTH) {
    return `The message has ${text.length} characters; Sinch takes at most ${MAX_MESSAGE_LENGTH}. Shorten it.`;
  }
  if (text.includes('${')) {
    return 'The message contains "${", which Sinch would replace by a parameter. Take it out or write it otherwise.';
  }
  if (text.includes('\0') || !text.isWellFormed()) {
    return 'The message contains a character that is no text. Take it out.';
  }
  return null;
}

function normalizeSender(text: string | undefined, errors: FieldError[]): string | null {
  if (text === undefined) return null;
  const parsed = parseSender(text);
  if (parsed.ok) return parsed.sender;
  errors.push({ path: 'from', message: `The sender ${parsed.problem}.` });
  return null;
}

/** Sender and recipients by themselves are right; whether they go together is another question. */
function findSenderProblem(from: string | null, to: readonly string[]): FieldError | null {
  if (from === null || !isAlphanumericSender(from) || !to.some(refusesAlphanumericSender)) return null;
  const message =
    'A name as sender does not reach the US and Canada. Send from a number, or take those recipients out.';
  return { path: 'from', message };
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((path) => ({ path, message: 'This field is not known. Take it out.' }));
  }
  // Of a union, the branch that came furthest tells where the fault is.
  const inner =
    issue.code === 'invalid_union'
      ? issue.errors.flat().find(({ path: [first] }) => first !== undefined)
      : undefined;
  const path = [...issue.path, ...(inner?.path ?? [])].join('.');
  if (path === '') return [{ path, message: 'Send a JSON object.' }];
  const isRecipient = path === 'to' || path.startsWith('to.');
  if (isRecipient) return [{ path, message: 'Give a phone number as text, or a list of them.' }];
  const isTime = path === 'sendAt' || path === 'expireAt';
  return [{ path, message: isTime ? 'Give a time as text, or leave it out.' : 'Give a text.' }];
}

const toFieldError = ({ path, message }: TimeFault): FieldError => ({ path, message });

/** Checks all of a request body at once. Errors name the field and the remedy, never a number. */
export function normalizeSend(body: unknown, circumstances: SendCircumstances): Normalized {
  const parsed = sendRequestSchema.safeParse(body);
  if (!parsed.success) {
    const errors = parsed.error.issues.flatMap(toFieldErrors).slice(0, MAX_ERRORS);
    return { ok: false, errors, overtaken: null };
  }
  const errors: FieldError[] = [];
  const barred: FieldError[] = [];
  const to = normalizeRecipients(parsed.data.to, circumstances.allowedCountries, { errors, barred });
  const { message } = parsed.data;
  // What is too long anyway stays as it is: to order a hundred thousand accents on one letter takes seconds.
  const text = message.length > MAX_WRITTEN_LENGTH ? message : normalizeMessage(message);
  const textProblem = findTextProblem(text);
  if (textProblem !== null) errors.push({ path: 'message', message: textProblem });
  const from = normalizeSender(parsed.data.from, errors);
  const isSenderRead = from !== null || parsed.data.from === undefined;
  const senderProblem = isSenderRead ? findSenderProblem(from ?? circumstances.defaultFrom, to) : null;
  if (senderProblem !== null) errors.push(senderProblem);
  const { resendOf = null } = parsed.data;
  if (resendOf !== null && !OWN_ID.test(resendOf)) errors.push(NO_ORIGINAL);
  const { told: times, asked, faults } = readTimes(parsed.data, circumstances);
  const all = [...errors, ...barred, ...faults.map(toFieldError)];
  if (errors.length > 0) return { ok: false, errors: all, overtaken: null };
  const command = { to, text, parts: countSegments(text).parts, from, times, resendOf, asked };
  if (all.length === 0) return { ok: true, command };
  return { ok: false, errors: all, overtaken: faults.every((fault) => fault.passed) ? command : null };
}

/** Equal for requests that mean the same. Without times and an original it is what it was before there were any: keys are kept for long. */
export function fingerprint({ to, text, from, resendOf, asked: { sendAt, expireAt } }: SendCommand): string {
  const times = sendAt === null && expireAt === null ? [] : [sendAt, expireAt];
  const original = resendOf === null ? [] : [{ resendOf }];
  return createHash('sha256')
    .update(JSON.stringify([to, text, from, ...times, ...original]))
    .digest('base64');
}
