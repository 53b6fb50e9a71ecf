import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskBody, presentBody } from './body-text.ts';

const NUMBER = '12025550101';

describe('masked', () => {
  test.each<[string, string, string]>([
    ['a number', `{"recipient":"${NUMBER}"}`, '{"recipient":"120…01"}'],
    ['a number with +', `{"to":["+${NUMBER}"]}`, '{"to":["+12…01"]}'],
    ['a number that is none in quotes', `{"recipient":${NUMBER}}`, '{"recipient":"120…01"}'],
    ['a number that is written in escapes', '{"to":"\\u0031202555\\u0030101"}', '{"to":"120…01"}'],
    ['a number as the name of a field', `{"${NUMBER}":1}`, '{"120…01":1}'],
    ['short figures, which stay', '{"code":401,"ok":true,"no":null}', '{"code":401,"ok":true,"no":null}'],
    ['the text of a reply', '{"type":"mo_text","body":"My door code"}', '{"type":"mo_text","body":"…"}'],
    ['what a picture came with', '{"body":{"subject":"My door code"}}', '{"body":"…"}'],
    [
      'a reply of the other API, wherever it keeps its words',
      '{"contact_message":{"text_message":{"text":"door"},"location":{"title":"door","lat":1.5}}}',
      '{"contact_message":{"text_message":{"text":"…"},"location":{"title":"…","lat":"…"}}}',
    ],
    ['a number with separators', '{"to":"+1 (202) 555-0101"}', '{"to":"+12…01"}'],
    ['one as the name of a field', '{"1-202-555-0101":1}', '{"120…01":1}'],
    ['instants, which stay', '{"at":"2026-11-23T08:00:00.123Z"}', '{"at":"2026-11-23T08:00:00.123Z"}'],
    [
      'who it is, and what was noted of them',
      '{"contact":{"display_name":"Ann","email":"ann@example.com","metadata":"door"},"message_metadata":"{\\"text\\":\\"door\\"}"}',
      '{"contact":{"display_name":"…","email":"…","metadata":"…"},"message_metadata":"…"}',
    ],
    ['the beginning of a name', '{"id":"C","display_name": "An', '{"id":"C","display_name":…'],
    ['the beginning of what has a number with separators', '{"to":"+1 202 555-0101","a', '{"to":"+12…01","a'],
    ['what is no JSON', `recipient=${NUMBER}`, 'recipient=120…01'],
    ['the beginning of a text', '{"id":"R","body": "My door', '{"id":"R","body":…'],
    ['a field called as all objects are', '{"__proto__":{"text":"door"}}', '{"__proto__":{"text":"…"}}'],
  ])('%s', (_what, body, shown) => {
    expect(maskBody(body)).toBe(shown);
  });

  test('however deep it is, and without an end of the stack', () => {
    const deep = `${'['.repeat(50_000)}"${NUMBER}"${']'.repeat(50_000)}`;
    expect(maskBody(deep)).not.toContain(NUMBER);
    expect(maskBody(`${'['.repeat(200)}"door"${']'.repeat(200)}`)).toMatch(/^\[{101}"…"\]{101}$/);
  });

  test('no number is left in any JSON, whole or cut anywhere', () => {
    const numbers = fc.stringMatching(/^[1-9]\d{6,14}$/);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), numbers, fc.nat(), (value, number, at) => {
        const whole = JSON.stringify({
          value,
          recipient: number,
          body: `is ${number}`,
          list: [{ [number]: value }],
        });
        for (const text of [whole, whole.slice(0, at % whole.length)]) {
          expect(maskBody(text)).not.toMatch(/\d{7}/);
        }
      }),
    );
  });
});

describe('the bytes', () => {
  test('come as they are to who asks for them', () => {
    const text = `\ufeff{ "recipient" : "${NUMBER}" }\r\n`;
    const body = Buffer.from(text);
    const bytes = body.length;
    expect(presentBody(body, true, true)).toEqual({ text, encoding: 'utf8', bytes, whole: true });
  });

  test('that were cut within a character are still text, and those of a whole body are not', () => {
    const cut = Buffer.from('né').subarray(0, 2);
    expect(presentBody(cut, false, true)).toEqual({ text: 'n', encoding: 'utf8', bytes: 2, whole: false });
    expect(presentBody(cut, true, true)).toEqual({ text: 'bsM=', encoding: 'base64', bytes: 2, whole: true });
    expect(presentBody(cut, true, false)).toMatchObject({ text: '', bytes: 2 });
  });
});
