/** How the page speaks of time. */
export const UNITS = { day: 'd', hour: 'h', minute: 'min', second: 's' } as const;

export const DAYS = { today: 'today', tomorrow: 'tomorrow' } as const;
export const dayAndClock = (day: string, clock: string): string => `${day} ${clock}`;

export const JUST_NOW = 'just now';
export const IN_A_MOMENT = 'in a moment';
export const agoText = (count: number, unit: string): string => `${count} ${unit} ago`;
export const aheadText = (count: number, unit: string): string => `in ${count} ${unit}`;

export const NO_TIME_AT_ALL = 'less than 0.1 s';
/** `count`: as it is to be read. */
export const lengthText = (count: number | string, unit: string): string => `${count} ${unit}`;
