/** One number a line, or with commas or semicolons between them; spaces may be part of a number. */
export const splitRecipients = (text: string): string[] =>
  text
    .split(/[\n,;]/)
    .map((number) => number.trim())
    .filter((number) => number !== '');
