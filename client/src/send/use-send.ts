import type { SendRequest } from '@sinch-callback-app/server/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { rereadMessages } from '../messages/queries.ts';
import type { Draft } from './draft.ts';
import { createKeyring } from './keyring.ts';
import { isSettled, send } from './outcome.ts';
import type { Ended } from './outcome.ts';
import { splitRecipients } from './split-recipients.ts';
import { requestedTimes } from './times.ts';
import { rereadBudget } from './use-budget.ts';

const textsOf = ({ to, message, from }: Draft): SendRequest => ({
  to: splitRecipients(to),
  message,
  ...(from.trim() !== '' && { from: from.trim() }),
});

/** Sends one message at a time; a second press while the first is under way does nothing. */
export function useSend(onEnd: (end: Ended) => void) {
  const client = useQueryClient();
  const [keyring] = useState(() => createKeyring(() => crypto.randomUUID(), Date.now));
  const underWay = useRef(false);
  const { mutate, isPending } = useMutation({
    mutationFn: (draft: Draft) => {
      const texts = textsOf(draft);
      const { key, at } = keyring.stampFor(JSON.stringify([texts, draft.sendAt, draft.expiry]));
      return send({ ...texts, ...requestedTimes(draft, at) }, key);
    },
    onSuccess: (outcome, draft) => {
      if (isSettled(outcome)) keyring.spend();
      onEnd({ ...outcome, draft });
      if (outcome.kind === 'invalid') return;
      void rereadMessages(client);
      void rereadBudget(client);
    },
    onSettled: () => {
      underWay.current = false;
    },
  });
  const submit = (draft: Draft): void => {
    // Not `isPending`: two presses can come before React draws the first.
    if (underWay.current) return;
    underWay.current = true;
    mutate(draft);
  };
  return { submit, sending: isPending, startAnew: () => keyring.spend() };
}
