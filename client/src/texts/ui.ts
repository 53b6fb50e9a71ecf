/** What the small pieces say that stand everywhere. */
export const COPIED = 'Copied';
/** `what` is called so, for those who hear the page: "batch id". */
export const copyNamed = (what: string): string => `Copy ${what}`;
export const copyExactly = (what: string, id: string): string => `Copy ${what} ${id}`;

export const switchTo = (scheme: 'light' | 'dark'): string => `Use ${scheme} colours`;

/** In place of a page that broke. */
export const BROKEN = {
  windowTitle: 'Something broke',
  heading: 'Something in this page broke',
  advice: 'What you sent is safe on the server. Reload the page; if it breaks again, go back to the list.',
  whereToLook: 'The browser’s console says what it was.',
} as const;
