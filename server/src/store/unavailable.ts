/** The database cannot be reached now, and may be later. */
export class Unavailable extends Error {}
