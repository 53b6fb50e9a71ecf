import type { Message } from '@sinch-callback-app/server/contract';
import { Fragment } from 'react';
import { Link } from 'wouter';
import { cancelledBy, FACTS } from '../texts/message.ts';
import { ID_NAMES } from '../texts/messages.ts';
import { CopyId } from '../ui/copy-id.tsx';
import { Fact } from '../ui/fact.tsx';
import { PlannedTime, PlannedTimeAndWait } from '../ui/planned-time.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { shortenMiddle } from '../ui/shorten.ts';
import classes from './message-detail.module.css';

export function MessageFacts({ message }: { message: Message }) {
  const { id, messageId, from, createdAt, sentAt, sendAt, expireAt, canceledAt, sentBy, canceledBy } =
    message;
  const name = ID_NAMES[message.transport];
  return (
    <dl className={classes.facts}>
      {messageId !== null && (
        <Fact name={capitalised(name)}>
          <CopyId id={messageId} name={name} whole />
        </Fact>
      )}
      <Fact name={FACTS.ourId}>
        <CopyId id={id} name={FACTS.ourIdSpoken} whole />
      </Fact>
      <Fact name={FACTS.from}>{from ?? FACTS.defaultFrom}</Fact>
      {sentBy !== null && <Fact name={FACTS.sentBy}>{sentBy}</Fact>}
      <Fact name={handover(message)}>
        <RelativeTime at={sentAt ?? createdAt} />
      </Fact>
      {sendAt !== null && (
        <Fact name={FACTS.scheduledFor}>
          <PlannedTimeAndWait at={sendAt} />
        </Fact>
      )}
      {expireAt !== null && message.state !== 'refused' && (
        <Fact name={FACTS.validUntil}>
          <PlannedTime at={expireAt} />
        </Fact>
      )}
      {canceledAt !== null && (
        <Fact name={cancelledBy(canceledBy)}>
          <RelativeTime at={canceledAt} />
        </Fact>
      )}
      <Related name={FACTS.resendOf} ids={message.resendOf === null ? [] : [message.resendOf]} />
      <Related name={FACTS.resends} ids={message.resends} />
      <Fact name={FACTS.callbacks}>
        <Link href={`/callbacks?${new URLSearchParams({ message: id })}`} className={classes.link}>
          {FACTS.seeCallbacks}
        </Link>
      </Fact>
    </dl>
  );
}

/** Other messages that this one was sent again for, or as. */
function Related({ name, ids }: { name: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <Fact name={name}>
      {ids.map((id, index) => (
        <Fragment key={id}>
          {index > 0 && ' '}
          <Link href={`/messages/${id}`} title={id} className={`mono ${classes.link}`}>
            {shortenMiddle(id)}
          </Link>
        </Fragment>
      ))}
    </Fact>
  );
}

function handover({ sentAt, sendAt }: Message): string {
  if (sentAt === null) return FACTS.composed;
  return sendAt === null ? FACTS.sent : FACTS.handedOver;
}

const capitalised = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
