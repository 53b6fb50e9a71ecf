import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { RESEND } from '../texts/send.ts';
import { Note } from '../ui/note.tsx';
import { shortenMiddle } from '../ui/shorten.ts';
import { faultLines } from './field-layout.tsx';
import { LINK_BUTTON } from './link-button.ts';

interface Props {
  /** Our id of the message that is sent again. */
  id: string;
  people: number;
  faults: readonly string[] | undefined;
  disabled: boolean;
  onDrop: () => void;
}

/** Says what the new message will be tied to, as long as it is to be. */
export function ResendNote({ id, people, faults, disabled, onDrop }: Props) {
  return (
    <Note tone={faults === undefined ? 'plain' : 'bad'}>
      <div tabIndex={-1} data-fault={faults === undefined ? undefined : ''}>
        {RESEND.before}{' '}
        <Anchor component={Link} href={`/messages/${id}`} size="sm" underline="always" title={id}>
          {shortenMiddle(id)}
        </Anchor>{' '}
        {RESEND.after(people)}
        {'. '}
        {faultLines(faults)}
        <Anchor {...LINK_BUTTON} underline="always" disabled={disabled} onClick={onDrop}>
          {RESEND.drop}
        </Anchor>
      </div>
    </Note>
  );
}
