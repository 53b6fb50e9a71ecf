/** How the page stands with the server. */
export const CONNECTION = {
  live: 'Live',
  reconnecting: 'Reconnecting…',
  paused: 'Paused',
  pause: 'Pause updates',
  resume: 'Resume updates',
  tryNow: 'Try now',
  outOfDate: 'What you see may be out of date.',
  lastUpdate: 'Last update',
} as const;

export const lastUpdate = (exact: string): string => `Last update: ${exact}`;
