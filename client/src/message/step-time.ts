const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 1 } as const;
const timeOnly = new Intl.DateTimeFormat('en-GB', clock);
const withDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...clock });
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** On the reader's clock, to a tenth of a second; with the day where it is another than that of the step before. */
export function stepTime(at: number, before: number | null): string {
  const isSameDay = before !== null && new Date(at).toDateString() === new Date(before).toDateString();
  return (isSameDay ? timeOnly : withDay).format(at);
}

export const minuteOf = (at: number): string => minute.format(at);
