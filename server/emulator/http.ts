import type { Request } from 'express';
import type { Caller } from './admission.ts';
import { Refusal } from './refusal.ts';

export function callerOf(req: Request, account: string): Caller {
  return { account, authorization: req.get('authorization') ?? '' };
}

export function jsonText(req: Request): string {
  if (!req.is('json')) throw new Refusal(415);
  return typeof req.body === 'string' ? req.body : '';
}

export function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(statusOf(error), 'emulator_fault', String(error));
}

/** Express's body reader puts a status on its errors. */
function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
}
