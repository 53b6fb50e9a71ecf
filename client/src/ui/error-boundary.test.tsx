import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { startFakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { messageOf } from '../test/samples.ts';

it('shows words and a way on where the page broke, never nothing', async () => {
  // React tells the console of every crash.
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  // A time that no clock knows passes for text, and breaks where it is drawn.
  startFakeServer({ messages: [messageOf({ createdAt: 'yesterday' })] });
  openPage();
  expect(await screen.findByRole('alert')).toHaveTextContent('Something in this page broke');
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'All messages' })).toHaveAttribute('href', '/');
  expect(document.title).toBe('Something broke · Sinch callbacks');
  expect(told).toHaveBeenCalled();
});
