// oxlint-disable-next-line import/no-unassigned-import -- it extends `expect`
import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';

// A busy machine draws slowly; whatever comes sooner is not waited for.
configure({ asyncUtilTimeout: 10_000 });

// What Mantine asks of a browser and jsdom has not.
window.matchMedia = (query) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });
window.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

Object.defineProperty(document, 'fonts', { value: new EventTarget() });

const complaints: string[] = [];

beforeEach(() => {
  complaints.length = 0;
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation(
      (...words: unknown[]) => void complaints.push(words.join(' ')),
    );
  }
  window.history.replaceState(null, '', '/');
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  if (complaints.length > 0) throw new Error(`The console complained:\n${complaints.join('\n')}`);
});
