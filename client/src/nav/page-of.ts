/** Beside the list, and beside a message, stands the form; the other views have the whole width. */
export function pageOf(location: string): 'list' | 'wide' | 'message' {
  if (location === '/') return 'list';
  return /^\/(overview|callbacks)(\/|$)/.test(location) ? 'wide' : 'message';
}
