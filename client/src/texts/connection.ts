/** How the page stands with the server. */
export const CONNECTION = {
  live: 'Live',
  reconnecting: 'Reconnecting…',
  paused: 'Paused',
  pause: 'Pause updates',
  resume: 'Resume updates',
  tryNow: 'Try now',
  outOfDate: 'What you see may be out of date.',
  upToDate: 'The page is up to date again.',
} as const;

export const lastUpdate = (exact: string): string => `Last update: ${exact}`;

export interface TroubleText {
  title: string;
  advice: string;
}

export const TROUBLES = {
  unreadable: {
    title: 'The answer makes no sense to this page.',
    advice: 'Reload the page. If that does not help, see what else listens on the port of the server.',
  },
  offline: {
    title: 'You are offline.',
    advice: 'Check your network. The page goes on by itself as soon as you are back.',
  },
  away: {
    title: 'The server does not answer.',
    advice: 'See that it runs (npm run dev) and read its output. The page keeps trying by itself.',
  },
  forbidden: 'The server does not let you in.',
  tooOften: { title: 'You are asking too often.', advice: 'The page slows down by itself.' },
} as const;

export const serverTrouble = (message: string, requestId: string | undefined): TroubleText => ({
  title: 'The server has trouble.',
  advice: `${message}${requestId === undefined ? '' : ` Look for request ${requestId} in its log.`} The page keeps trying by itself.`,
});
