import {
  budgetSchema,
  callbackHealthSchema,
  messagePageSchema,
  messageSchema,
  problemSchema,
  replyPageSchema,
  sessionSchema,
  setupSchema,
  STATUSES as CONTRACT_STATUSES,
} from '@sinch-callback-app/server/contract';
import { describe, expect, it } from 'vitest';
import { STATUSES } from './messages/status-view.ts';
import {
  completeMessage,
  completeMessagePage,
  completeSetup,
  isBudget,
  isCallbackHealth,
  isMessage,
  isMessagePage,
  isProblem,
  isReplyPage,
  isSession,
  isSetup,
} from './parse.ts';
import {
  budgetOf,
  entryOf,
  healthOf,
  LOCAL,
  messageOf,
  recipientOf,
  replyOf,
  summaryOf,
} from './test/samples.ts';

const PAGE = { items: [summaryOf(messageOf())], next: null };
const REPLIES = { items: [replyOf(), replyOf({ to: null, at: null })], next: '41' };
const HEALTH = healthOf({
  secrets: [
    { name: 'current', lastMatchedAt: '2026-11-23T08:00:00.000Z' },
    { name: 'previous', lastMatchedAt: null },
  ],
  diagnosis: { at: '2026-11-23T08:00:00.000Z', code: 'clock', detail: 'Set your clock.' },
});
const PROBLEM = {
  type: 'about:blank',
  title: 'Unprocessable',
  status: 422,
  code: 'invalid_request',
  errors: [{ path: 'to.0', message: 'Too short.' }],
};

describe('the guards agree with the contract', () => {
  it('on the statuses and their order', () => {
    expect(STATUSES).toEqual(CONTRACT_STATUSES);
  });

  it.each([
    ['message', messageSchema, isMessage, messageOf()],
    ['page', messagePageSchema, isMessagePage, PAGE],
    ['setup', setupSchema, isSetup, LOCAL],
    ['setup for some countries', setupSchema, isSetup, { ...LOCAL, allowedCountries: ['US', 'DE'] }],
    ['page of replies', replyPageSchema, isReplyPage, REPLIES],
    ['state of the callbacks', callbackHealthSchema, isCallbackHealth, HEALTH],
    ['state without faults', callbackHealthSchema, isCallbackHealth, healthOf()],
    ['budget', budgetSchema, isBudget, budgetOf()],
    ['session', sessionSchema, isSession, { login: 'done', actor: 'ann' }],
    ['session to come', sessionSchema, isSession, { login: 'needed', actor: null }],
    ['problem', problemSchema, isProblem, PROBLEM],
  ] as const)('on what a %s is', (_, schema, guard, sample) => {
    expect(schema.safeParse(sample).success).toBe(true);
    expect(guard(sample)).toBe(true);
  });

  it.each([
    null,
    [],
    'text',
    {},
    { ...messageOf(), state: 'lost' },
    { ...messageOf(), recipients: [{}] },
    { ...messageOf(), recipients: [{ ...recipientOf(), history: undefined }] },
    { ...messageOf(), recipients: [{ ...recipientOf(), conflict: 'no' }] },
    { ...messageOf(), recipients: [{ ...recipientOf(), final: undefined }] },
    { ...messageOf(), refusal: {} },
    { ...messageOf(), from: 1 },
    { ...messageOf(), transport: 'fax' },
    { ...messageOf(), sendAt: undefined },
    { ...messageOf(), canceledAt: 1 },
    { ...messageOf(), sentBy: undefined },
    { ...messageOf(), canceledBy: 1 },
    { ...messageOf(), resendOf: undefined },
    { ...messageOf(), resends: [1] },
    { ...messageOf(), version: '1' },
    ...[{ repeats: null }, { operatorAt: 1 }, { signedAt: undefined }, { source: 'rumour' }, { at: 0 }].map(
      (part) => ({
        ...messageOf(),
        recipients: [{ ...recipientOf(), history: [{ ...entryOf(), ...part }] }],
      }),
    ),
  ])('on what no message is: %j', (value) => {
    expect(messageSchema.safeParse(value).success).toBe(false);
    expect(isMessage(value)).toBe(false);
  });

  it('on a status that this page does not know', () => {
    const odd = { ...PAGE, items: [{ ...PAGE.items[0], counts: { LOST: 1 } }] };
    expect(messagePageSchema.safeParse(odd).success).toBe(false);
    expect(isMessagePage(odd)).toBe(false);
  });

  it.each([
    [replyPageSchema, isReplyPage, { items: [{ ...replyOf(), body: null }], next: null }],
    [replyPageSchema, isReplyPage, { items: [] }],
    [callbackHealthSchema, isCallbackHealth, { ...HEALTH, auth: 'none' }],
    [callbackHealthSchema, isCallbackHealth, { ...HEALTH, secrets: [{ name: 'old', lastMatchedAt: null }] }],
    [callbackHealthSchema, isCallbackHealth, { ...HEALTH, diagnosis: 'clock' }],
    [budgetSchema, isBudget, { ...budgetOf(), partsToday: '1' }],
    [budgetSchema, isBudget, { ...budgetOf(), resetsAt: null }],
    [sessionSchema, isSession, { login: 'open', actor: null }],
    [sessionSchema, isSession, { login: 'done' }],
    [setupSchema, isSetup, { ...LOCAL, transport: undefined }],
    [setupSchema, isSetup, { ...LOCAL, allowedCountries: undefined }],
    [setupSchema, isSetup, { ...LOCAL, allowedCountries: [1] }],
  ] as const)('on what is neither, example %#', (schema, guard, value) => {
    expect(schema.safeParse(value).success).toBe(false);
    expect(guard(value)).toBe(false);
  });
});

describe('what a server of the former version leaves out', () => {
  const without = (value: object, ...names: string[]) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
  const former = (message: object) =>
    without(message, 'transport', 'sendAt', 'canceledAt', 'sentBy', 'canceledBy', 'resendOf', 'resends');
  const formerEntry = (entry: object) => without(entry, 'at', 'operatorAt', 'signedAt', 'repeats');

  it('is put in', () => {
    expect(completeSetup(without(LOCAL, 'transport'))).toEqual(LOCAL);
    expect(completeSetup(without(LOCAL, 'allowedCountries'))).toEqual({ ...LOCAL, allowedCountries: [] });
    expect(completeMessage(former(messageOf()))).toEqual(messageOf());
    expect(completeMessagePage({ ...PAGE, items: PAGE.items.map(former) })).toEqual(PAGE);
    const silent = entryOf({ at: null, operatorAt: null, signedAt: null, repeats: 0 });
    const recipients = [recipientOf({ history: [silent] })];
    const told = { ...messageOf(), recipients: [{ ...recipientOf(), history: [formerEntry(silent)] }] };
    expect(completeMessage(told)).toEqual(messageOf({ recipients }));
  });

  it('is left as it is where it is said, or where nothing can be said', () => {
    const scheduled = messageOf({ sendAt: '2026-11-24T08:00:00.000Z', transport: 'conversation' });
    expect(completeMessage(scheduled)).toEqual(scheduled);
    expect([null, 'text'].map(completeMessagePage)).toEqual([null, 'text']);
  });
});
