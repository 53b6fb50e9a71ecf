const number = new Intl.NumberFormat('en-GB');

/** How the page writes a number of things. */
export const count = (value: number): string => number.format(value);
