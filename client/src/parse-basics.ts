/** What every check of an answer is made of. */
export type Guard<T> = (value: unknown) => value is T;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
export const isNumber = (value: unknown): value is number => typeof value === 'number';
export const isNumberOrNull = (value: unknown): value is number | null => value === null || isNumber(value);
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
/** A time that a clock knows: it can be shown without breaking what shows it. */
export const isInstant = (value: unknown): value is string =>
  isText(value) && !Number.isNaN(Date.parse(value));

/** An array of nothing else. */
export const isListOf =
  <T>(is: (value: unknown) => value is T) =>
  (value: unknown): value is T[] =>
    Array.isArray(value) && value.every(is);
