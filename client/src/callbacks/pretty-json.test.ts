import { assert, jsonValue, property } from 'fast-check';
import { expect, it } from 'vitest';
import { prettyJson } from './pretty-json.ts';

it('gives every entry a line of its own', () => {
  expect(prettyJson('{"a":[1,{"b":"x, y: {}"}],"c":[],"d":{}}')).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": "x, y: {}"\n    }\n  ],\n  "c": [],\n  "d": {}\n}',
  );
});

it('changes nothing but blanks: no number, no escape', () => {
  expect(prettyJson('[12345678901234567890, 1.0, "\\u00e9\\""]')).toBe(
    '[\n  12345678901234567890,\n  1.0,\n  "\\u00e9\\""\n]',
  );
});

it('is what the language itself would write, for any value', () => {
  assert(
    property(jsonValue({ maxDepth: 6 }), (value) => {
      expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

it('leaves alone what is no JSON', () => {
  expect(prettyJson('')).toBeNull();
  expect(prettyJson('{"a":')).toBeNull();
});
