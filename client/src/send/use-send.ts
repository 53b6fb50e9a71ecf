import type { SendRequest } from '@sinch-callback-app/server/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { rereadMessages } from '../messages/queries.ts';
import type { Draft } from './draft.ts';
import { createKeyring } from './keyring.ts';
import { isSettled, send } from './outcome.ts';
import type { Ended } from './outcome.ts';
import { requestedTimes } from './times.ts';
import { rereadBudget } from './use-budget.ts';

interface Order {
  draft: Draft;
  to: readonly string[];
}

const textsOf = ({ draft: { message, from, resendOf }, to }: Order): SendRequest => ({
  to: [...to],
  message,
  ...(from.trim() !== '' && { from: from.trim() }),
  ...(resendOf !== null && { resendOf }),
});

/** Sends one message at a time; a second press while the first is under way does nothing. */
export function useSend(onEnd: (end: Ended) => void) {
  const client = useQueryClient();
  const [keyring] = useState(() => createKeyring(() => crypto.randomUUID(), Date.now));
  const underWay = useRef(false);
  const { mutate, isPending } = useMutation({
    mutationFn: (order: Order) => {
      const { draft } = order;
      const texts = textsOf(order);
      const { key, at } = keyring.stampFor(JSON.stringify([texts, draft.sendAt, draft.expiry]));
      return send({ ...texts, ...requestedTimes(draft, at) }, key);
    },
    onSuccess: (outcome, order) => {
      if (isSettled(outcome)) keyring.spend();
      onEnd({ ...outcome, ...order });
      if (outcome.kind === 'invalid') return;
      void rereadMessages(client);
      void rereadBudget(client);
    },
    onSettled: () => {
      underWay.current = false;
    },
  });
  const submit = (order: Order): void => {
    // Not `isPending`: two presses can come before React draws the first.
    if (underWay.current) return;
    underWay.current = true;
    mutate(order);
  };
  return { submit, sending: isPending, startAnew: () => keyring.spend() };
}
