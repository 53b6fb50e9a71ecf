import { Table } from '@mantine/core';
import type { ReceivedCallback } from '@sinch-callback-app/server/contract';
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import { useId } from 'react';
import { Link } from 'wouter';
import { isStatus, STATUS_VIEWS } from '../messages/status-view.ts';
import { StatusWord } from '../messages/status-word.tsx';
import { CALLBACKS } from '../texts/callbacks.ts';
import classes from './callback-page.module.css';

/** What each recipient's status was before, and has been since. */
export function Effects({ callback: { effects, message } }: { callback: ReceivedCallback }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading}>{CALLBACKS.changed}</h3>
      {effects.length === 0 ? (
        <p>{CALLBACKS.changedNothing}</p>
      ) : (
        <Table aria-labelledby={heading} verticalSpacing={4} className={classes.effects}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{CALLBACKS.recipient}</Table.Th>
              <Table.Th scope="col">{CALLBACKS.status}</Table.Th>
              <Table.Th scope="col">{CALLBACKS.added}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {effects.map(({ recipient, before, after, added }) => (
              <Table.Tr key={recipient}>
                <Table.Td>{recipient}</Table.Td>
                <Table.Td>
                  <Change before={before} after={after} />
                </Table.Td>
                <Table.Td>{added}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {effects.length > 0 && message !== null && (
        <p>
          <Link href={`/messages/${encodeURIComponent(message)}`}>{CALLBACKS.openMessage}</Link>
        </p>
      )}
    </section>
  );
}

function Change({ before, after }: { before: string | null; after: string | null }) {
  if (before === after)
    return (
      <>
        <Word status={after} /> {CALLBACKS.unchanged}
      </>
    );
  return (
    <>
      <Word status={before} /> <IconArrowRight size={14} aria-label={CALLBACKS.became} />{' '}
      <Word status={after} />
    </>
  );
}

function Word({ status }: { status: string | null }) {
  if (status === null) return CALLBACKS.noStatus;
  if (!isStatus(status)) return status;
  const { Icon, tone, label } = STATUS_VIEWS[status];
  return (
    <StatusWord Icon={Icon} tone={tone}>
      {label}
    </StatusWord>
  );
}
