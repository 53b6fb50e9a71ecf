import type { Diagnosis } from '../contract.ts';

/** A mistake, before it is known when it showed. */
export type Finding = Omit<Diagnosis, 'at'>;
