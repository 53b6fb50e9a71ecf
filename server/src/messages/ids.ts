/** Ours: a ULID. */
export const OWN_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
/** What may be an id of Sinch's, as ours may. */
export const ANY_ID = /^[A-Za-z0-9_-]{1,64}$/;
