export const PERIODS = ['today', '7d', '30d'] as const;
/** Ends now, and begins some days ago. */
export type Period = (typeof PERIODS)[number];
