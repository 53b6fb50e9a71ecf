/** An answer other than success, in Sinch's words (docs/sinch.md, "Errors of a send"). Without a code the body is empty. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string | null;

  constructor(status: number, code: string | null = null, text = '') {
    super(text);
    this.status = status;
    this.code = code;
  }
}
