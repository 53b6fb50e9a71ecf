import type { RequestHandler } from 'express';
import type { Meanings } from '../contract.ts';
import { CODE_MEANINGS } from '../meanings/codes.ts';
import { REASON_MEANINGS, SUB_CODE_MEANINGS } from '../meanings/reasons.ts';
import { SPECIAL_MEANINGS, STATUS_MEANINGS } from '../meanings/statuses.ts';

const MEANINGS: Meanings = {
  statuses: STATUS_MEANINGS,
  special: SPECIAL_MEANINGS,
  codes: Object.fromEntries(CODE_MEANINGS),
  reasons: Object.fromEntries(REASON_MEANINGS),
  subCodes: Object.fromEntries(SUB_CODE_MEANINGS),
};

/** `GET /api/meanings`. It changes only with the program, and is the same for everybody. */
export const meaningsRoute: RequestHandler = (_req, res) => {
  res.setHeader('Cache-Control', 'private, max-age=3600');
  res.json(MEANINGS);
};
