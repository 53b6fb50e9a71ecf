import { describe, expect, test } from 'vitest';
import type { InboundCallback } from './parsed.ts';
import { parseCallback } from './wire.ts';

/** As Sinch's own documents show it (docs/sinch.md, "Inbound"). */
const MO_TEXT = {
  type: 'mo_text',
  id: '01W4FFL35P4NC4K35SMSBATCH8',
  from: '12015555555',
  to: '12017777777',
  body: 'Hello John! 👋',
  operator_id: '311071',
  received_at: '2024-06-06T07:52:37.386Z',
};

function parse(changes: object): InboundCallback {
  const callback = parseCallback(Buffer.from(JSON.stringify({ ...MO_TEXT, ...changes })));
  if (callback.kind !== 'inbound') throw new Error(`This is ${callback.kind}, not inbound.`);
  return callback;
}

const REPLY = {
  sinchId: '01W4FFL35P4NC4K35SMSBATCH8',
  from: '+12015555555',
  to: '+12017777777',
  text: 'Hello John! 👋',
  at: Date.UTC(2024, 5, 6, 7, 52, 37, 386),
};

describe('a text that somebody wrote back', () => {
  test('is a reply', () => {
    expect(parse({})).toEqual({ kind: 'inbound', type: 'mo_text', reply: REPLY, unreadable: 0 });
  });

  test('has the number in E.164, whatever Sinch wrote', () => {
    for (const from of ['+12015555555', '0012015555555', ' 12015555555']) {
      expect(parse({ from }).reply).toEqual(REPLY);
    }
  });

  test.each<[unknown, string | null]>([
    ['12017777777', '+12017777777'],
    ['+12017777777', '+12017777777'],
    ['12345', '12345'],
    ['12345678', '12345678'],
    ['+12345678', '+12345678'],
    [undefined, null],
    ['Sinch', null],
    [7, null],
  ])('to %j came to %j', (to, expected) => {
    expect(parse({ to }).reply).toEqual({ ...REPLY, to: expected });
  });

  test('came when Sinch received it, if that can be read', () => {
    expect(parse({ sent_at: '2024-06-06T07:00:00Z' }).reply).toEqual(REPLY);
    for (const received_at of [undefined, 'yesterday', 1]) {
      expect(parse({ received_at }).reply).toEqual({ ...REPLY, at: null });
    }
  });

  test('may be empty', () => {
    expect(parse({ body: '' }).reply).toEqual({ ...REPLY, text: '' });
  });

  test('is kept up to 20,000 characters, well-formed and without NULs', () => {
    expect(parse({ body: 'x'.repeat(20_000) }).reply?.text).toBe('x'.repeat(20_000));
    expect(parse({ body: 'x'.repeat(20_001) }).reply?.text).toBe('x'.repeat(20_000));
    expect(parse({ body: 'a\0b' }).reply?.text).toBe('ab');
    expect(parse({ body: `${'x'.repeat(19_999)}🎉` }).reply?.text).toBe(`${'x'.repeat(19_999)}\ufffd`);
    expect(parse({ body: '\ud83d' }).reply?.text).toBe('\ufffd');
  });

  test.each(['id', 'from', 'body'])('without a readable %s is unreadable', (field) => {
    for (const value of [undefined, null, 7, {}]) {
      expect(parse({ [field]: value })).toMatchObject({ reply: null, unreadable: 1 });
    }
    expect(parse({ id: 'no id of Sinch' })).toMatchObject({ reply: null, unreadable: 1 });
  });
});

describe('whatever else comes in', () => {
  test.each(['mo_binary', 'mo_media', 'mo_something_new'])('is no reply: %s', (type) => {
    expect(parse({ type })).toEqual({ kind: 'inbound', type, reply: null, unreadable: 0 });
  });

  test('has a type of at most 64 characters', () => {
    expect(parse({ type: `mo_\0${'x'.repeat(100)}` }).type).toBe(`mo_${'x'.repeat(61)}`);
  });
});
