/** What the charts share. Nothing moves in them: they are redrawn every minute. */
export const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 } as const;
export const GRID = { vertical: false, stroke: 'var(--app-line)' } as const;
const AXIS = { tickLine: false, stroke: 'var(--app-line)' } as const;
export const X_AXIS = { ...AXIS, minTickGap: 24 } as const;
export const Y_AXIS = { ...AXIS, axisLine: false, width: 44, allowDecimals: false } as const;
export const STILL = { isAnimationActive: false } as const;
/** What lies under the pointer. */
export const CURSOR = { fill: 'var(--app-line)', opacity: 0.4 } as const;
