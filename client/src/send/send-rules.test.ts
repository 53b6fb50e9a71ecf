import { describe, expect, it } from 'vitest';
import { missingFields } from './draft.ts';
import { fieldErrors } from './field-errors.ts';
import { createKeyring } from './keyring.ts';
import { segmentsText } from './segments-text.ts';
import { splitRecipients } from './split-recipients.ts';

it('splits recipients at lines, commas and semicolons, not at the spaces of a number', () => {
  expect(splitRecipients(' +1 555 010 0001\n+15550100002, 0044 20;\n\n')).toEqual([
    '+1 555 010 0001',
    '+15550100002',
    '0044 20',
  ]);
});

it('names what is missing, and only that', () => {
  expect(missingFields({ to: ' , ', message: ' ', from: '' })).toHaveProperty('to');
  expect(missingFields({ to: ' , ', message: ' ', from: '' })).toHaveProperty('message');
  expect(missingFields({ to: '+1', message: 'a', from: '' })).toEqual({});
});

describe('fieldErrors', () => {
  it('names the number that the server points at', () => {
    const errors = [
      { path: 'to.1', message: 'Too short.' },
      { path: 'from', message: 'Unknown sender.' },
    ];
    expect(fieldErrors(errors, ['+15550100001', '+1'])).toEqual({
      to: ['+1: Too short.'],
      from: ['Unknown sender.'],
    });
  });

  it('names five of many', () => {
    const errors = Array.from({ length: 8 }, (_, index) => ({ path: `to.${index}`, message: 'Too short.' }));
    expect(fieldErrors(errors, []).to?.slice(4)).toEqual(['Too short.', '… and 3 more']);
  });
});

const counting = () => {
  let made = 0;
  return createKeyring(() => `key-${(made += 1)}`);
};

describe('keyring', () => {
  it('keeps the key while the content stays, and takes a new one when it changes', () => {
    const keyring = counting();
    expect(['a', 'a', 'b', 'a'].map((content) => keyring.keyFor(content))).toEqual([
      'key-1',
      'key-1',
      'key-2',
      'key-3',
    ]);
  });

  it('takes a new one once a message has found its end', () => {
    const keyring = counting();
    keyring.keyFor('a');
    keyring.spend();
    expect(keyring.keyFor('a')).toBe('key-2');
  });
});

describe('segmentsText', () => {
  it('counts parts and characters', () => {
    expect(segmentsText('')).toBe('GSM-7, 0 parts, 0 of 2000 characters');
    expect(segmentsText('a'.repeat(161))).toBe('GSM-7, 2 parts, 161 of 2000 characters');
  });

  it('names what forces Unicode, also where it leaves no mark', () => {
    expect(segmentsText('ça va 👍')).toBe('UCS-2, 1 part, 8 of 2000 characters. Unicode because of ç 👍');
    expect(segmentsText('a\u200bb')).toContain('Unicode because of U+200B');
  });
});
