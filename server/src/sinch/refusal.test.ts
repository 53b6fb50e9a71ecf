import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REFUSAL_CODES } from '../contract.ts';
import { reasonOf, refusal, refusalOfMessage, refusalOfSend, refusalOfToken } from './refusal.ts';

const codeOf = (status: number, body: unknown, byProjectKey = true): string | undefined =>
  refusalOfSend({ status, body: typeof body === 'string' ? body : JSON.stringify(body) }, byProjectKey)?.code;

describe('every code', () => {
  test.each(REFUSAL_CODES)('%s has a sentence that says what to do', (code) => {
    const { code: same, detail } = refusal(code);
    expect(same).toBe(code);
    expect(detail).toMatch(/^[A-Z].{30,}\.$/);
    expect(detail).toMatch(/\b(Check|Set|Top|Take|Send|Register|Verify|need|Wait)\b/);
  });

  test('has a sentence of its own', () => {
    expect(new Set(REFUSAL_CODES.map((code) => refusal(code).detail)).size).toBe(REFUSAL_CODES.length);
  });
});

describe('a send that Sinch refuses for its content', () => {
  test.each([
    ['syntax_invalid_json', 'invalid_content'],
    ['syntax_invalid_parameter_format', 'invalid_content'],
    ['syntax_constraint_violation', 'invalid_content'],
    ['unknown_group', 'unknown_group'],
    ['unknown_campaign', 'unknown_campaign'],
    ['missing_callback_url', 'missing_callback_url'],
    ['blocked_account', 'blocked_account'],
    ['illegal_number_type', 'illegal_number'],
    // As the reference of 2021 prints it.
    ['llegal_number_type', 'illegal_number'],
    ['something_new', 'invalid_content'],
    ['', 'invalid_content'],
    ['toString', 'invalid_content'],
    ['__proto__', 'invalid_content'],
  ])('with %s is %s, in either shape', (code, expected) => {
    const text = 'Some words of Sinch';
    for (const status of [400, 403]) {
      expect(codeOf(status, { code, text })).toBe(expected);
      expect(codeOf(status, { code })).toBe(expected);
      expect(codeOf(status, { code, text: null, extra: [1] })).toBe(expected);
      const newer = { error: { code: status, message: text, status: code, details: [] } };
      expect(codeOf(status, newer)).toBe(expected);
    }
  });

  test('in the newer shape is read with its own status', () => {
    const error = { code: 400, message: 'Invalid argument', status: 'INVALID_ARGUMENT', details: [] };
    expect(codeOf(400, { error })).toBe('invalid_content');
  });

  test.each(['Your account is in test mode', 'Recipient is not VERIFIED', 'Send to verified numbers only'])(
    'with the words "%s" is about an account in test mode',
    (text) => {
      expect(codeOf(403, { code: 'forbidden', text })).toBe('test_mode');
      expect(codeOf(403, { code: 403, text })).toBe('test_mode');
      expect(codeOf(403, { error: { status: 'PERMISSION_DENIED', message: text } })).toBe('test_mode');
    },
  );

  test('is not about test mode because a word looks like it', () => {
    expect(codeOf(403, { code: 'forbidden', text: 'unverifiedly latest modem' })).toBe('invalid_content');
  });

  test('with a code that we know is judged by it, whatever its words', () => {
    expect(codeOf(403, { code: 'blocked_account', text: 'not verified' })).toBe('blocked_account');
  });

  test.each([
    '{}',
    '',
    ' ',
    'null',
    '[]',
    '"x"',
    '7',
    '<html>',
    '{"code":',
    '{"code":400}',
    '{"error":"x"}',
    '{"error":null}',
  ])('with the body %j is refused all the same', (body) => {
    expect(codeOf(400, body)).toBe('invalid_content');
    expect(codeOf(403, body)).toBe('invalid_content');
  });

  test('never throws and never repeats what Sinch said, whatever its body', () => {
    const said = fc.string({ minLength: 12 }).map((text) => `hush${text}`);
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ code: said, text: said }).map((value) => JSON.stringify(value)),
      fc.record({ status: said, message: said }).map((error) => JSON.stringify({ error })),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), body, fc.boolean(), (status, text, byProjectKey) => {
        const refused = refusalOfSend({ status, body: text }, byProjectKey);
        expect(refused === null || refused.detail === refusal(refused.code).detail).toBe(true);
      }),
    );
  });
});

describe('a send that Sinch refuses otherwise', () => {
  test('with 401 is about the project with a project key, whose token call has succeeded', () => {
    expect(codeOf(401, '{}', true)).toBe('project_not_allowed');
    expect(codeOf(401, '{}', false)).toBe('wrong_credentials');
  });

  test('with 429 is told as busy', () => {
    expect(codeOf(429, '{}')).toBe('sinch_busy');
  });

  test.each([402, 404, 405, 406, 409, 410, 413, 415, 422, 451])(
    'with %d is a fault of configuration',
    (status) => {
      expect(codeOf(status, '{}')).toBe('wrong_configuration');
    },
  );

  test.each([100, 200, 201, 204, 301, 302, 408, 500, 502, 503, 504, 599])(
    'with %d is not known to be refused: it may have been sent',
    (status) => {
      expect(refusalOfSend({ status, body: '{"code":"blocked_account","text":""}' }, true)).toBeNull();
    },
  );
});

describe('a message that the Conversation API refuses', () => {
  const codeOfMessage = (status: number, word: string, message = 'Some words of Sinch') => {
    const body = JSON.stringify({ error: { code: status, message, status: word, details: [] } });
    return refusalOfMessage({ status, body })?.code;
  };

  test.each([
    [400, 'INVALID_ARGUMENT', 'invalid_content'],
    [401, 'UNAUTHENTICATED', 'project_not_allowed'],
    [403, 'PERMISSION_DENIED', 'blocked_account'],
    [404, 'NOT_FOUND', 'wrong_configuration'],
    [429, 'RESOURCE_EXHAUSTED', 'sinch_busy'],
  ])('with %d %s is told as %s', (status, word, code) => {
    expect(codeOfMessage(status, word)).toBe(code);
  });

  test('with 403 and words about verified numbers is about an account in test mode', () => {
    expect(codeOfMessage(403, 'PERMISSION_DENIED', 'Only verified numbers')).toBe('test_mode');
  });

  test.each([
    [408, 'DEADLINE_EXCEEDED'],
    [500, 'INTERNAL'],
    [503, 'UNAVAILABLE'],
  ])('with %d %s is not known to be refused: it may have been sent', (status, word) => {
    expect(codeOfMessage(status, word)).toBeUndefined();
  });
});

describe('the reason why one recipient was refused', () => {
  const reason = (status: number, body: string): string => reasonOf({ status, body });

  test("is Sinch's own word", () => {
    expect(reason(400, '{"error":{"code":400,"status":"INVALID_ARGUMENT"}}')).toBe('INVALID_ARGUMENT');
  });

  test.each([
    '{}',
    'no JSON',
    'null',
    '{"error":{"status":""}}',
    '{"error":{"status":"with blanks"}}',
    '{"error":{"status":7}}',
    '{"code":"syntax_constraint_violation","text":"…"}',
    JSON.stringify({ error: { status: 'X'.repeat(65) } }),
  ])('is the HTTP status where Sinch says no such word: %s', (body) => {
    expect(reason(400, body)).toBe('HTTP_400');
  });
});

describe('a token call that fails', () => {
  test.each([
    [400, 'wrong_credentials'],
    [401, 'wrong_credentials'],
    [403, 'wrong_credentials'],
    [404, 'wrong_credentials'],
    [429, 'sinch_busy'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    [302, 'unreachable'],
  ])('with %d means %s: nothing was sent', (status, code) => {
    expect(refusalOfToken(status).code).toBe(code);
  });
});
