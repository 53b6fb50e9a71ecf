import { Anchor } from '@mantine/core';
import type { Transport } from '@sinch-callback-app/server/contract';
import { WHEN } from '../texts/send.ts';
import type { Draft, FieldErrors } from './draft.ts';
import { LINK_BUTTON } from './link-button.ts';
import classes from './send-form.module.css';
import { LONGEST, suggestedTime } from './times.ts';

interface Props {
  draft: Draft;
  errors: FieldErrors;
  transport: Transport | undefined;
  disabled: boolean;
  /** Shows the field of that name, with that in it. */
  onShow: (name: keyof Draft, part: Partial<Draft>) => void;
}

/** Asked for, or what is wrong. */
export const hasExpiry = ({ expiry }: Draft, errors: FieldErrors): boolean =>
  expiry !== null || errors.expiry !== undefined;

/** After the button that sends, so that the simple case is as short as ever. */
export function WhenOptions({ draft, errors, transport, disabled, onShow }: Props) {
  const showSendAt = (): void => onShow('sendAt', { sendAt: suggestedTime(Date.now()) });
  return (
    <div className={classes.options}>
      {transport === 'sms' && draft.sendAt === null && (
        <Anchor {...LINK_BUTTON} name="later" disabled={disabled} onClick={showSendAt}>
          {WHEN.later}
        </Anchor>
      )}
      {!hasExpiry(draft, errors) && (
        <Anchor {...LINK_BUTTON} disabled={disabled} onClick={() => onShow('expiry', { expiry: LONGEST })}>
          {WHEN.earlier}
        </Anchor>
      )}
      {transport === 'conversation' && <p className={classes.hint}>{WHEN.conversation}</p>}
    </div>
  );
}
