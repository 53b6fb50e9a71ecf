/* oxlint-disable jsx-a11y/prefer-tag-over-role -- laid out otherwise on a phone, Safari forgets that it is a table */
import { Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { MessageState, Recipient, Status } from '@sinch-callback-app/server/contract';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs';
import { memo, useId } from 'react';
import { STATE_VIEWS } from '../messages/state-text.ts';
import { STATUS_VIEWS } from '../messages/status-view.ts';
import { StatusWord } from '../messages/status-word.tsx';
import { RECIPIENTS } from '../texts/message.ts';
import { CopyId } from '../ui/copy-id.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { RecipientDetail } from './recipient-detail.tsx';
import classes from './recipient-table.module.css';
import type { MessageTimes } from './spans.ts';
import { why } from './why.ts';
import type { Why } from './why.ts';

interface Props {
  recipient: Recipient;
  state: MessageState;
  times: MessageTimes;
  /** What Sinch's id of this recipient alone is called; null: it has none of its own. */
  ownIdName: string | null;
  /** The message has no other. */
  isOnly: boolean;
  isOpen: boolean;
  onToggle: (number: string) => void;
}

export const RecipientRow = memo(function RecipientRow(props: Props) {
  const { recipient, state, times, ownIdName, isOnly, isOpen, onToggle } = props;
  const detail = useId();
  const reason = why(recipient, state);
  return (
    <>
      <Table.Tr role="row" className={classes.row}>
        <Table.Td role="cell" className={classes.number}>
          <UnstyledButton
            className={classes.toggle}
            aria-expanded={isOpen}
            aria-controls={isOpen ? detail : undefined}
            onClick={() => onToggle(recipient.recipient)}
          >
            <IconChevronRight size={14} aria-hidden className={classes.chevron} />
            {recipient.recipient} <VisuallyHidden>{RECIPIENTS.steps}</VisuallyHidden>
          </UnstyledButton>
          {ownIdName !== null && recipient.messageId !== null && (
            <div className={classes.id}>
              <CopyId id={recipient.messageId} name={ownIdName} />
            </div>
          )}
        </Table.Td>
        <Table.Td role="cell" className={classes.status}>
          <div className={classes.statusLine}>
            <RecipientStatus status={recipient.status} state={state} />
            {reason !== null && reason.smallPrint.length > 0 && (
              <span className={classes.smallPrint}>{reason.smallPrint.join(' · ')}</span>
            )}
          </div>
          {reason !== null && <WhyText {...reason} />}
          {recipient.conflict && (
            <StatusWord Icon={IconAlertTriangle} tone="unsure">
              {RECIPIENTS.conflict}
            </StatusWord>
          )}
        </Table.Td>
        <Table.Td role="cell" className={classes.when}>
          {recipient.updatedAt !== null && <RelativeTime at={recipient.updatedAt} />}
        </Table.Td>
        <Table.Td role="cell" className={`${classes.count} ${classes.wide}`}>
          {recipient.callbackCount}
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr role="row" id={detail} className={classes.detailRow}>
          <Table.Td role="cell" colSpan={4} className={classes.detailCell}>
            <RecipientDetail recipient={recipient} times={times} isOnly={isOnly} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
});

/**
 * Before Sinch accepts a message, its recipients have no status but the message's; afterwards only that recipient has
 * none whose own answer was lost.
 */
function RecipientStatus({ status, state }: { status: Status | null; state: MessageState }) {
  const view = status === null ? STATE_VIEWS[state === 'accepted' ? 'unclear' : state] : STATUS_VIEWS[status];
  return (
    <StatusWord Icon={view.Icon} tone={view.tone}>
      {view.label}
    </StatusWord>
  );
}

function WhyText({ meaning, advice }: Why) {
  return (
    <>
      {meaning !== null && <div className={advice === null ? 'quiet' : undefined}>{meaning}</div>}
      {advice !== null && <div className="quiet">{advice}</div>}
    </>
  );
}
