import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { lazyView } from './lazy-view.ts';
import { View } from './view.tsx';

function show(load: Parameters<typeof lazyView>[0]): void {
  const Content = lazyView(load);
  render(
    <MantineProvider>
      <ErrorBoundary>
        <View title="A view">
          <Content />
        </View>
      </ErrorBoundary>
    </MantineProvider>,
  );
}

it('has its heading before it has anything else', async () => {
  let come: (view: () => string) => void = () => undefined;
  show(() => new Promise((resolve) => (come = resolve)));
  const heading = screen.getByRole('heading', { name: 'A view' });
  expect(screen.queryByText('Here I am.')).toBeNull();
  come(() => 'Here I am.');
  expect(await screen.findByText('Here I am.')).toBeInTheDocument();
  expect(screen.getByRole('heading', { name: 'A view' })).toBe(heading);
});

it('that does not come says so, and offers to reload the page', async () => {
  // React tells the console of every crash.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  show(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
  expect(await screen.findByRole('alert')).toHaveTextContent('This view could not be loaded.');
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeInTheDocument();
  expect(screen.getByRole('heading', { name: 'A view' })).toBeInTheDocument();
});

it('that comes and breaks is not taken for one that did not come', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  show(() =>
    Promise.resolve(() => {
      throw new Error('broken');
    }),
  );
  expect(await screen.findByText('Something in this page broke')).toBeInTheDocument();
});
