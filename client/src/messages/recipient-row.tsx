import { Table } from '@mantine/core';
import type { MessageState, Recipient, Status } from '@sinch-callback-app/server/contract';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import { memo } from 'react';
import { RelativeTime } from '../ui/relative-time.tsx';
import classes from './recipient-table.module.css';
import { STATE_VIEWS } from './state-text.ts';
import { STATUS_VIEWS } from './status-view.ts';
import { StatusWord } from './status-word.tsx';
import { why } from './why.ts';

interface Props {
  recipient: Recipient;
  state: MessageState;
}

export const RecipientRow = memo(function RecipientRow({ recipient, state }: Props) {
  const reason = why(recipient);
  return (
    <Table.Tr>
      <Table.Td className={classes.number}>{recipient.recipient}</Table.Td>
      <Table.Td>
        <RecipientStatus status={recipient.status} state={state} />
        {reason !== null && <div className={classes.why}>{reason}</div>}
        {recipient.conflict && (
          <StatusWord Icon={IconAlertTriangle} tone="unsure">
            Reports contradict each other
          </StatusWord>
        )}
      </Table.Td>
      <Table.Td className={classes.when}>
        {recipient.updatedAt !== null && <RelativeTime at={recipient.updatedAt} />}
      </Table.Td>
      <Table.Td className={`${classes.count} ${classes.wide}`}>{recipient.callbackCount}</Table.Td>
    </Table.Tr>
  );
});

/** Before Sinch accepts a message, its recipients have no status but the message's. */
function RecipientStatus({ status, state }: { status: Status | null; state: MessageState }) {
  const view = status === null ? state !== 'accepted' && STATE_VIEWS[state] : STATUS_VIEWS[status];
  if (!view) return null;
  return (
    <StatusWord Icon={view.Icon} tone={view.tone}>
      {view.label}
    </StatusWord>
  );
}
