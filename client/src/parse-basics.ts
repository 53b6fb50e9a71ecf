/** What every check of an answer is made of. */
export type Guard<T> = (value: unknown) => value is T;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => typeof value === 'number';
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
/** A time that a clock knows: it can be shown without breaking what shows it. */
export const isInstant = (value: unknown): value is string =>
  isText(value) && !Number.isNaN(Date.parse(value));
/** Of a field that this page does not read. */
export const isUnread = (_value: unknown): _value is never => true;

export const isOneOf =
  <Word extends string>(...words: readonly Word[]) =>
  (value: unknown): value is Word =>
    words.some((word) => word === value);

export const isKeyOf =
  <Key extends string>(record: Readonly<Record<Key, unknown>>) =>
  (value: unknown): value is Key =>
    isText(value) && Object.hasOwn(record, value);

export const isNullOr =
  <T>(is: Guard<T>) =>
  (value: unknown): value is T | null =>
    value === null || is(value);

/** May be left out. */
export const isOptional =
  <T>(is: Guard<T>) =>
  (value: unknown): value is T | undefined =>
    value === undefined || is(value);

/** An array of nothing else. */
export const isListOf =
  <T>(is: Guard<T>) =>
  (value: unknown): value is T[] =>
    Array.isArray(value) && value.every(is);

/** With each of its fields, of which the compiler lets none be forgotten. */
export const isObjectOf = <T extends object>(fields: {
  [Name in keyof T]-?: Guard<T[Name]>;
}): Guard<T> => {
  const checks = Object.entries<Guard<unknown>>(fields);
  return (value): value is T => isObject(value) && checks.every(([name, is]) => is(value[name]));
};

export const isTextOrNull = isNullOr(isText);
export const isNumberOrNull = isNullOr(isNumber);

/** Of a list that is read page by page. */
export const isPageOf = <T>(is: Guard<T>) =>
  isObjectOf<{ items: T[]; next: string | null }>({ items: isListOf(is), next: isTextOrNull });
