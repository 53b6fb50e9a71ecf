import { createHash } from 'node:crypto';

/** A number from 0 up to, but not, 1. */
export type Dice = (key: string) => number;

/** Gives each key its own number, whatever the order in which they are asked. */
export function seededDice(seed: string): Dice {
  return (key) => createHash('sha256').update(`${seed}\n${key}`).digest().readUIntBE(0, 6) / 2 ** 48;
}
