const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** With seconds and zone. */
export const exactTime = (instant: Date): string => exact.format(instant);
