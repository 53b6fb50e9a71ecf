/** Which line was opened stands in the list's own entry of the history, and is there again when one comes Back. */

const isEntry = (state: unknown): state is { opened?: unknown } =>
  typeof state === 'object' && state !== null;

let opened: string | null = null;

export function noteOpened(id: string): void {
  opened = id;
  window.history.replaceState({ opened: id }, '');
}

/** Null after a reload, too: then nobody comes back from anywhere. */
export function readOpened(): string | null {
  const state: unknown = window.history.state;
  return isEntry(state) && state.opened === opened ? opened : null;
}
