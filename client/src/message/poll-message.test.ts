import { expect, it } from 'vitest';
import { messageOf, recipientOf } from '../test/samples.ts';
import { mergeMessage } from './poll-message.ts';

const [ann, bob, cid] = ['+15550100001', '+15550100002', '+15550100003'].map((recipient) =>
  recipientOf({ recipient }),
) as [ReturnType<typeof recipientOf>, ReturnType<typeof recipientOf>, ReturnType<typeof recipientOf>];
const known = messageOf({ recipients: [ann, bob, cid] });

it('puts what changed in its place, and leaves everybody else the very same', () => {
  const delivered = { ...bob, status: 'DELIVERED' } as const;
  const merged = mergeMessage(known, messageOf({ version: 2, recipients: [delivered] }));
  expect(merged.version).toBe(2);
  expect(merged.recipients).toEqual([ann, delivered, cid]);
  expect(merged.recipients[0]).toBe(ann);
  expect(merged.recipients[2]).toBe(cid);
});

it('keeps the list itself where only the message changed', () => {
  const merged = mergeMessage(known, messageOf({ canceledAt: '2026-11-23T08:01:00.000Z', recipients: [] }));
  expect(merged.recipients).toBe(known.recipients);
  expect(merged.canceledAt).not.toBeNull();
});

it('loses nobody that is new', () => {
  const dan = recipientOf({ recipient: '+15550100004' });
  expect(mergeMessage(known, messageOf({ recipients: [dan] })).recipients).toEqual([ann, bob, cid, dan]);
});
