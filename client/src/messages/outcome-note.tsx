import { Alert } from '@mantine/core';
import type { Message } from '@sinch-callback-app/server/contract';
import type { ReactNode } from 'react';
import { UNCLEAR } from './state-text.ts';

/** What the reader should know, or do, about a message that Sinch has not simply accepted. */
export function OutcomeNote({ message }: { message: Message }) {
  if (message.state === 'accepted') return null;
  if (message.state === 'submitting')
    return <Note color="gray">Sinch is being asked. This takes a few seconds.</Note>;
  if (message.state === 'unclear') return <Note color="orange">{UNCLEAR}</Note>;
  return (
    <Note color="red">
      <strong>Not sent.</strong> {message.refusal?.detail}
    </Note>
  );
}

function Note({ color, children }: { color: string; children: ReactNode }) {
  return (
    <Alert color={color} role="note" variant="light" mx="sm" py="xs" c="var(--mantine-color-text)">
      {children}
    </Alert>
  );
}
