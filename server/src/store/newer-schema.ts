/** The database was written by a newer program, which may keep things that this one would break. */
export class NewerSchema extends Error {
  constructor(found: number, known: number) {
    super(`its schema has version ${found}, but this program knows only ${known}: run the newer program`);
  }
}
