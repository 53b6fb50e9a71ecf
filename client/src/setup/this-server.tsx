import type { CallbackHealth, Setup } from '@sinch-callback-app/server/contract';
import { useRef } from 'react';
import { SETUP } from '../texts/setup.tsx';
import { CallbackStrips } from './callback-strips.tsx';
import { CountriesStrip, SetupStrip } from './setup-strip.tsx';

interface Props {
  setup: Setup;
  /** Undefined: not known yet, or the server does not tell. */
  health: CallbackHealth | undefined;
}

/** This server: what it talks to, and how the callbacks fare that it gets. */
export function ThisServer({ setup, health }: Props) {
  const place = useRef<HTMLElement>(null);
  return (
    <section ref={place} tabIndex={-1} aria-label={SETUP.server}>
      <SetupStrip setup={setup} />
      <CountriesStrip setup={setup} />
      {health && (
        <CallbackStrips
          health={health}
          transport={setup.transport}
          onDismiss={() => place.current?.focus()}
        />
      )}
    </section>
  );
}
