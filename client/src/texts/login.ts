/** What stands before the page while a login is needed, and the way out. */
export const LOGIN = {
  heading: 'Log in',
  sessionOver: 'Your session is over. Log in to go on: what you wrote is still there.',
  goOn: 'Log in to go on: what you wrote is still there.',
  token: 'Access token',
  tokenHint: 'Whoever runs this server gives it to you.',
  submit: 'Log in',
  submitting: 'Logging in…',
  noAnswer: 'The server does not answer. Try again in a moment.',
} as const;

export const logOutOf = (actor: string): string => `Log out ${actor}`;
