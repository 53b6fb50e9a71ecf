import { Button } from '@mantine/core';
import type { RefusalCode } from '@sinch-callback-app/server/contract';
import { useIsMutating } from '@tanstack/react-query';
import { MESSAGE } from '../texts/message.ts';
import classes from './send-again.module.css';

/** Nothing was sent, and nothing is wrong with the message: the same may well pass later. */
const MAY_PASS_LATER: readonly RefusalCode[] = ['never_arrived', 'sinch_busy', 'unreachable'];

interface Props {
  /** Why the message was refused. */
  code: string | undefined;
  onPress: () => void;
}

/** Puts a refused message into the form, where it makes sense to send it once more; to send it is the reader's to do. */
export function SendAgain({ code, onPress }: Props) {
  const isSending = useIsMutating() > 0;
  if (!MAY_PASS_LATER.some((known) => known === code)) return null;
  return (
    <div className={classes.again}>
      <Button size="xs" variant="default" disabled={isSending} onClick={onPress}>
        {MESSAGE.sendAgain}
      </Button>
    </div>
  );
}
