/* oxlint-disable jsx-a11y/prefer-tag-over-role -- laid out otherwise on a phone, Safari forgets that it is a table */
import { Button, Table } from '@mantine/core';
import type { Message } from '@sinch-callback-app/server/contract';
import { useState } from 'react';
import { RecipientRow } from './recipient-row.tsx';
import classes from './recipient-table.module.css';
import { idName } from '../messages/sinch-id.ts';

/** A batch has up to 1,000 recipients; drawing them all at once would freeze a phone at every poll. */
const STEP = 100;

export function RecipientTable({ message }: { message: Message }) {
  const { recipients, state } = message;
  // Else they share the one that the message shows.
  const ownIdName = message.messageId === null ? idName(message.transport) : null;
  const [shown, setShown] = useState(STEP);
  const left = recipients.length - shown;
  return (
    <>
      <Table
        role="table"
        verticalSpacing="xs"
        horizontalSpacing="sm"
        aria-label="Recipients"
        className={classes.table}
      >
        <Table.Thead role="rowgroup" className={classes.head}>
          <Table.Tr role="row">
            <Table.Th role="columnheader">Recipient</Table.Th>
            <Table.Th role="columnheader">Status</Table.Th>
            <Table.Th role="columnheader">Changed</Table.Th>
            <Table.Th role="columnheader" className={classes.wide}>
              Callbacks
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup" className={classes.body}>
          {recipients.slice(0, shown).map((recipient) => (
            <RecipientRow
              key={recipient.recipient}
              recipient={recipient}
              state={state}
              ownIdName={ownIdName}
            />
          ))}
        </Table.Tbody>
      </Table>
      {left > 0 && (
        <div className={classes.more}>
          <Button variant="default" onClick={() => setShown(shown + STEP)}>
            Show {Math.min(STEP, left)} more of {left} left
          </Button>
        </div>
      )}
    </>
  );
}
