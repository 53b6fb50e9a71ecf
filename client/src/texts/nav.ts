/** What the page says around its views. */
export const NAV = {
  product: 'Sinch callbacks',
  views: 'Views',
  skip: 'Skip to the content',
  messages: 'Messages',
  overview: 'Overview',
  callbacks: 'Callbacks',
  callback: 'Callback',
  nothing: 'There is no such page',
  allMessages: 'All messages',
  allCallbacks: 'All callbacks',
  notLoaded: 'This view could not be loaded.',
  notLoadedAdvice: 'The server is away, or there is a newer version of this page. Reload the page to go on.',
  reload: 'Reload the page',
} as const;

/** The title of the window. */
export const titled = (view: string): string => `${view} · ${NAV.product}`;
