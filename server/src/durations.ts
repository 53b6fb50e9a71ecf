/** In milliseconds. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** From an instant until the next whole minute, hour or day begins, in UTC. */
export const untilNext = (span: number, instant: number): number => span - (instant % span);
