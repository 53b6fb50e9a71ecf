import { NUMBERS } from '../texts/send.ts';

interface NumberToTry {
  number: string;
  /** What the emulator makes of it. */
  does: string;
}

/** The last two digits choose what happens (server/emulator/README.md lists them all). */
export const NUMBERS_TO_TRY: readonly NumberToTry[] = (
  ['01', '02', '03', '07', '08', '13', '90'] as const
).map((digits) => ({ number: `+155501000${digits}`, does: NUMBERS.does[digits] }));
