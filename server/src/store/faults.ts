/** What may be wrong with a database. */

/** It was written by a newer program, which may keep things that this one would break. */
export class NewerSchema extends Error {
  constructor(found: number, known: number) {
    super(`its schema has version ${found}, but this program knows only ${known}: run the newer program`);
  }
}

/** It cannot be reached now, and may be later. */
export class Unavailable extends Error {}
