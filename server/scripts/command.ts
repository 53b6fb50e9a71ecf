import { messageOf } from '../src/thrown.ts';

/** Prints what a command says, or why it cannot, and then exits with 1. */
export async function runCommand(work: () => Promise<string>, explain = messageOf): Promise<void> {
  try {
    process.stdout.write(`${await work()}\n`);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}
