/** The steps that ask what a callback says, and what came of it. */
import type { Arrived } from './arrived.ts';
import type { ParsedCallback } from './parsed.ts';
import { cutTo, failed, noted, notReached, passed } from './proof-steps.ts';
import type { Judge, Judged } from './proof-steps.ts';
import { isUnsigned } from './signature.ts';
import { parseCallback } from './wire.ts';

const PUT_OFF = 'It is asked only where a callback is kept.';
const NOTHING = 'Nothing in it is about a message.';

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

export const judgeBody: Judge = (arrived) => {
  const { body, verdict, whole } = arrived;
  if (verdict === 'invalid_body') return failed('It is no JSON object.');
  if (!whole) return passed(`It was a JSON object. What it says cannot be told any more: ${cutTo(arrived)}.`);
  const parsed = parseCallback(body);
  if (parsed.kind === 'invalid') return noted('It was a JSON object to the program that took it.');
  if (parsed.type === '') return noted('It is a JSON object without a type: there is nothing to apply.');
  const known = `It is a JSON object of the type ${parsed.type}`;
  if (parsed.kind === 'unknown') return noted(`${known}, which tells nothing about a message here.`);
  return passed(`${known}.`);
};

function judgeFound(
  { headers, message, verdict }: Arrived,
  { sinchId, reference }: ParsedCallback & { kind: 'report' },
): Judged {
  const id = `Sinch’s id ${sinchId}`;
  if (message === null) {
    if (verdict === 'orphan')
      return noted(`None went by ${id} yet: what it says waits for the message for 7 days.`);
    return noted(sinchId === null ? 'It names none that is here.' : `None went by ${id}.`);
  }
  if (isUnsigned(headers)) return passed('It is that of the token in its address.');
  if (reference !== message) return passed(`It was found by ${id}.`);
  return passed(`It was found by our reference${sinchId === null ? '' : ` or ${id}, which both name it`}.`);
}

export const judgeMessage: Judge = (arrived) => {
  if (!arrived.accepted) return notReached(PUT_OFF);
  const parsed = parseCallback(arrived.body);
  if (parsed.kind === 'report') return judgeFound(arrived, parsed);
  return noted(parsed.kind === 'inbound' ? 'What people write belongs to no message.' : NOTHING);
};

function judgeReports(
  { effects, message, verdict }: Arrived,
  parsed: ParsedCallback & { kind: 'report' },
): Judged {
  const { reports, unreadable } = parsed;
  const added = effects.reduce((sum, effect) => sum + effect.added, 0);
  const named = new Set(reports.map(({ recipient }) => recipient)).size;
  // A number stands for one recipient at most.
  const strangers = message === null ? 0 : Math.max(0, named - effects.length);
  const found = [`It brings ${counted(reports.length, 'report')}, ${added} of them new.`];
  if (strangers > 0) {
    found.push(
      verdict === 'orphan'
        ? 'Nothing tells yet which recipient is meant: they wait.'
        : `${counted(strangers, 'number is no recipient', 'numbers are no recipients')} of the message.`,
    );
  }
  if (unreadable > 0) found.push(`${counted(unreadable, 'entry', 'entries')} cannot be read.`);
  const detail = found.join(' ');
  return strangers > 0 || unreadable > 0 || reports.length === 0 ? noted(detail) : passed(detail);
}

const REPLIES: Partial<Record<Arrived['verdict'], Judged>> = {
  reply: passed('It brings a reply, which is new.'),
  duplicate: noted('It brings a reply that was known.'),
  replay: noted('It brings a reply that was known.'),
};

export const judgeRecipients: Judge = (arrived) => {
  if (!arrived.accepted) return notReached(PUT_OFF);
  const parsed = parseCallback(arrived.body);
  if (parsed.kind === 'report') return judgeReports(arrived, parsed);
  if (parsed.kind !== 'inbound') return noted('It brings no reports.');
  if (parsed.unreadable > 0) return noted('It brings a reply that cannot be read.');
  return REPLIES[arrived.verdict] ?? noted('It brings nothing that is kept beside itself.');
};

export const judgeCommit: Judge = ({ verdict }) => {
  if (verdict === 'overloaded') {
    return failed(
      'As many callbacks as may were waiting for the database. Sinch was told to slow down and come again.',
    );
  }
  if (verdict === 'store_failed') {
    return failed(
      'The database failed or took longer than five seconds. Sinch was told to come again; should it have been kept after all, that one is a replay.',
    );
  }
  return passed('It was kept, and then answered.');
};
