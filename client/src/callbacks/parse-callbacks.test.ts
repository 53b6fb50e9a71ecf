import {
  CALLBACK_STEPS,
  CALLBACK_VERDICTS,
  callbackPageSchema,
  receivedCallbackSchema,
} from '@sinch-callback-app/server/contract';
import { expect, it } from 'vitest';
import { callbackOf, rejectedOf } from '../test/view-samples.ts';
import { STEP_WORDS, VERDICT_MEANINGS, VERDICT_WORDS } from '../texts/callbacks.ts';
import { isCallbackPage, isReceivedCallback } from './parse-callbacks.ts';
import { VERDICT_VIEWS } from './verdict-view.ts';

it.each([callbackOf(), rejectedOf()])('a callback is what the contract says: $verdict', (sample) => {
  expect(receivedCallbackSchema.safeParse(sample).success).toBe(true);
  expect(isReceivedCallback(sample)).toBe(true);
  const page = { items: [sample], next: null };
  expect(callbackPageSchema.safeParse(page).success).toBe(true);
  expect(isCallbackPage(page)).toBe(true);
});

it('there are words for every verdict and every step', () => {
  for (const words of [VERDICT_WORDS, VERDICT_MEANINGS, VERDICT_VIEWS])
    expect(Object.keys(words).toSorted()).toEqual(CALLBACK_VERDICTS.toSorted());
  expect(Object.keys(STEP_WORDS)).toEqual([...CALLBACK_STEPS]);
});

it.each([
  null,
  {},
  { ...callbackOf(), receivedAt: 'once' },
  { ...callbackOf(), verdict: 'toString' },
  { ...callbackOf(), answer: '200' },
  { ...callbackOf(), headers: [{ name: 'x' }] },
  { ...callbackOf(), body: { ...callbackOf().body, encoding: 'hex' } },
  { ...callbackOf(), masked: undefined },
  { ...callbackOf(), steps: [{ step: 'signature', outcome: 'good', detail: '' }] },
  { ...callbackOf(), diagnosis: undefined },
  { ...callbackOf(), effects: [{ recipient: '+1' }] },
  { ...callbackOf(), next: { kind: 'later', at: [], givesUpAt: null } },
  { ...callbackOf(), next: { kind: 'again', at: ['soon'], givesUpAt: null } },
])('anything else is none: %j', (value) => {
  expect(isReceivedCallback(value)).toBe(false);
});
