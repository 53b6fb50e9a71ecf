export interface NumberToTry {
  number: string;
  /** What the emulator makes of it. */
  does: string;
}

const scenario = (digits: string, does: string): NumberToTry => ({ number: `+155501000${digits}`, does });

/** The last two digits choose what happens (server/emulator/README.md lists them all). */
export const NUMBERS_TO_TRY: readonly NumberToTry[] = [
  scenario('01', 'delivered'),
  scenario('02', 'failed'),
  scenario('03', 'expired'),
  scenario('07', 'every callback twice'),
  scenario('08', 'out of order'),
  scenario('13', 'slow'),
  scenario('90', 'refused'),
];

export const EXAMPLE_MESSAGE = 'Your parcel arrives today between 2 and 4 pm.';
