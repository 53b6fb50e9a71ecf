/* oxlint-disable jsx-a11y/prefer-tag-over-role -- laid out otherwise on a phone, Safari forgets that it is a table */
import { Table } from '@mantine/core';
import type { Message, Recipient } from '@sinch-callback-app/server/contract';
import { useCallback, useMemo, useState } from 'react';
import { RECIPIENTS } from '../texts/message.ts';
import { ID_NAMES } from '../texts/messages.ts';
import { RecipientRow } from './recipient-row.tsx';
import classes from './recipient-table.module.css';

interface Props {
  message: Message;
  /** Those of its recipients that are on this page. */
  shown: readonly Recipient[];
}

export function RecipientTable({ message, shown }: Props) {
  const { state, recipients, createdAt, sentAt, sendAt } = message;
  // Else they share the one that the message shows.
  const ownIdName = message.messageId === null ? ID_NAMES[message.transport] : null;
  // The same object for every poll, so that rows are drawn again only for their own news.
  const times = useMemo(() => ({ createdAt, sentAt, sendAt }), [createdAt, sentAt, sendAt]);
  const isOnly = recipients.length === 1;
  const { isOpen, toggle } = useOpenRows(isOnly ? recipients : []);
  return (
    <Table
      role="table"
      verticalSpacing="xs"
      horizontalSpacing="sm"
      aria-label={RECIPIENTS.table}
      className={classes.table}
    >
      <Table.Thead role="rowgroup" className={classes.head}>
        <Table.Tr role="row">
          <Table.Th role="columnheader">{RECIPIENTS.recipient}</Table.Th>
          <Table.Th role="columnheader">{RECIPIENTS.status}</Table.Th>
          <Table.Th role="columnheader">{RECIPIENTS.changed}</Table.Th>
          <Table.Th role="columnheader" className={classes.wide}>
            {RECIPIENTS.callbacks}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup" className={classes.body}>
        {shown.map((recipient) => (
          <RecipientRow
            key={recipient.recipient}
            recipient={recipient}
            state={state}
            times={times}
            ownIdName={ownIdName}
            isOnly={isOnly}
            isOpen={isOpen(recipient)}
            onToggle={toggle}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** By number: rows come and go with pages and filters. */
function useOpenRows(first: readonly Recipient[]) {
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(first.map(({ recipient }) => recipient)),
  );
  const toggle = useCallback((number: string): void => {
    setOpen((known) => {
      const next = new Set(known);
      if (!next.delete(number)) next.add(number);
      return next;
    });
  }, []);
  return { isOpen: ({ recipient }: Recipient): boolean => open.has(recipient), toggle };
}
