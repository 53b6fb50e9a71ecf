/** The ends of an id are what people compare, so the middle goes. */
export const shortenMiddle = (text: string, keep = 6): string =>
  text.length <= keep * 2 + 1 ? text : `${text.slice(0, keep)}…${text.slice(-keep)}`;
