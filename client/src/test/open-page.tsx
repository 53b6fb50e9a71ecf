import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import { App } from '../app.tsx';
import { createQueryClient } from '../connection/query-client.ts';

/** The whole page in jsdom, as main.tsx puts it together. */
export function openPage(path = '/'): UserEvent {
  window.history.replaceState(null, '', path);
  render(
    <MantineProvider>
      <QueryClientProvider client={createQueryClient()}>
        <App />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return userEvent.setup();
}
