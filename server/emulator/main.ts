import { startEmulator } from './emulator.ts';
import type { Emulator } from './emulator.ts';
import { readOptions, withEnvFile } from './environment.ts';

try {
  const options = readOptions(withEnvFile(process.env));
  const emulator = await startEmulator(options);
  stopOn('SIGINT', emulator);
  stopOn('SIGTERM', emulator);
  process.stdout.write(`Emulator listening on ${emulator.url}\n`);
  if (options.chaos) {
    process.stdout.write(
      `Chaos with the seed ${options.chaos.seed}: EMULATOR_CHAOS=${options.chaos.seed} makes it again\n`,
    );
  }
} catch (error) {
  process.stderr.write(`The emulator cannot start.\n${reason(error)}\n`);
  process.exitCode = 1;
}

/** A second signal ends the process at once, as the first handler is gone by then. */
function stopOn(signal: 'SIGINT' | 'SIGTERM', emulator: Emulator): void {
  process.once(signal, () => void emulator.close());
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inUse = 'code' in error && error.code === 'EADDRINUSE';
  return inUse ? `${error.message}: the port is in use. Set EMULATOR_PORT to another one.` : error.message;
}
