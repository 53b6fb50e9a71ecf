import {
  messagePageSchema,
  messageSchema,
  problemSchema,
  setupSchema,
  STATUSES as CONTRACT_STATUSES,
} from '@sinch-callback-app/server/contract';
import { describe, expect, it } from 'vitest';
import { STATUSES } from './messages/status-view.ts';
import { isMessage, isMessagePage, isProblem, isSetup } from './parse.ts';
import { LOCAL, messageOf, recipientOf, summaryOf } from './test/samples.ts';

const PAGE = { items: [summaryOf(messageOf())], next: null };
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
    { ...messageOf(), refusal: {} },
    { ...messageOf(), from: 1 },
  ])('on what no message is: %j', (value) => {
    expect(messageSchema.safeParse(value).success).toBe(false);
    expect(isMessage(value)).toBe(false);
  });

  it('on a status that this page does not know', () => {
    const odd = { ...PAGE, items: [{ ...PAGE.items[0], counts: { LOST: 1 } }] };
    expect(messagePageSchema.safeParse(odd).success).toBe(false);
    expect(isMessagePage(odd)).toBe(false);
  });
});
