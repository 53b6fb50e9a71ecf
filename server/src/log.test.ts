import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function logged(error: unknown): string {
  const lines: string[] = [];
  createLog({ write: (line: string) => lines.push(line) }).error({ err: error }, 'failed');
  return lines.join('');
}

test('an error is logged with its name, code, words and stack', () => {
  const error = Object.assign(new TypeError('no such table'), { code: 'SQLITE_ERROR' });
  expect(JSON.parse(logged(error))).toMatchObject({
    msg: 'failed',
    err: {
      type: 'TypeError',
      code: 'SQLITE_ERROR',
      message: 'no such table',
      stack: expect.stringMatching(/^TypeError: no such table\n +at .*log\.test\.ts/),
    },
  });
});

test('a number in the words of an error is masked, in its stack, its causes and its parts too', () => {
  const words = 'Key (recipient)=(+12025550123) is there twice';
  const error = new AggregateError([new Error(words)], words, { cause: new Error(words, { cause: words }) });
  const line = logged(error);
  expect(line).not.toContain('2025550123');
  expect(line.match(/\(\+12…23\)/g)).toHaveLength(7);
});

test('what a driver, an HTTP client or a body parser hangs on an error stays out', () => {
  const error = Object.assign(new Error('duplicate key'), {
    detail: 'Key (recipient)=(+12025550123)',
    parameters: ['+12025550123', 'the text'],
    config: { headers: { Authorization: 'Bearer abc' } },
    body: '{"message":"the text"}',
  });
  expect(Object.keys((JSON.parse(logged(error)) as { err: object }).err)).toEqual([
    'type',
    'message',
    'stack',
  ]);
});

function faultOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test.each(['A secret', '{"message":"A secret" "', '["A secret"'])(
  'JSON that is none is not repeated: %s',
  (text) => {
    const error = faultOf(() => JSON.parse(text));
    expect(error).toBeInstanceOf(SyntaxError);
    expect(logged(error)).toContain('the text cannot be read');
    expect(logged(error)).not.toContain('A secret');
  },
);

test('the password in the address of a database is not shown', () => {
  const line = logged(new Error('cannot connect to postgres://ann:hunter2@db.example:5432/sms'));
  expect(line).toContain('postgres://…@db.example:5432/sms');
  expect(line).not.toContain('hunter2');
});

test('causes that go in a circle come to an end', () => {
  const error = new Error('first');
  error.cause = new Error('second', { cause: error });
  expect(logged(error)).toContain('second');
});

test('what was thrown and is no error is named with its kind', () => {
  expect(JSON.parse(logged('for +12025550123'))).toMatchObject({
    err: { type: 'string', message: 'for +12…23' },
  });
});
