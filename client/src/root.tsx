import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { App } from './app.tsx';
import { createQueryClient } from './connection/query-client.ts';
import { Gate } from './login/gate.tsx';
import { cssVariablesResolver, theme } from './theme.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';

/** Vite writes it into the page; the server fills it in, so that Mantine's style elements pass the policy. */
const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** The page with all that it stands on. */
export function Root() {
  const [client] = useState(createQueryClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <ErrorBoundary>
        <QueryClientProvider client={client}>
          <Gate>{(visit) => <App {...visit} />}</Gate>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
