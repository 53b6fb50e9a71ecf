import type { KeyboardEvent } from 'react';

type Way = 'previous' | 'next' | 'first' | 'last';

const WAYS: Readonly<Record<string, Way>> = {
  ArrowUp: 'previous',
  k: 'previous',
  ArrowDown: 'next',
  j: 'next',
  Home: 'first',
  End: 'last',
};

/** From line to line without the stops between them. For the link of a line. */
export function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  const way = event.ctrlKey || event.metaKey || event.altKey ? undefined : WAYS[event.key];
  const row = event.currentTarget.closest('li');
  if (way === undefined || row === null) return;
  event.preventDefault();
  neighbour(row, way)?.querySelector<HTMLElement>('a[data-message]')?.focus();
}

function neighbour(row: HTMLElement, way: Way): Element | null | undefined {
  if (way === 'previous') return row.previousElementSibling;
  if (way === 'next') return row.nextElementSibling;
  return way === 'first' ? row.parentElement?.firstElementChild : row.parentElement?.lastElementChild;
}
