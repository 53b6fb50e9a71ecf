/** `npm run dev`: the emulator (when it is asked for), the server and the page, until Ctrl-C. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { relative } from 'node:path';
import { setInterval, setTimeout } from 'node:timers/promises';
import { styleText } from 'node:util';
import { prettyFactory } from 'pino-pretty';
import { listFaults, loadConfig, MEND_FAULTS, type Config } from '../src/config.ts';
import { alignEmulator, pageOf, planPrograms, type Program } from './dev-plan.ts';
import { envFilePath, readEnv, writeEnvFile } from './env.ts';
import { startGroup, type ProcessGroup } from './process-group.ts';
import { onStopSignal } from './stop-signal.ts';
import { openTunnel } from './tunnel.ts';
import { packageScript, ROOT, type Env } from './workspace.ts';

const COLOURS = { emulator: 'magenta', server: 'cyan', client: 'green' } as const;
const colourful = process.stdout.isTTY && !process.env.NO_COLOR;
const pretty = prettyFactory({
  colorize: colourful,
  singleLine: true,
  ignore: 'pid,hostname',
  translateTime: 'HH:MM:ss',
});

const say = (line: string) => process.stdout.write(`${line}\n`);

/** A watcher would wait for ever over an environment that the server refuses, so it is judged before anything starts. */
function configOrExit(env: Env): Config {
  const result = loadConfig(env);
  if (!result.ok) {
    process.stderr.write(`${listFaults(result.faults)}\n${MEND_FAULTS}\n`);
    process.exit(1);
  }
  return result.config;
}

async function exitIfPortTaken(programs: Program[]): Promise<void> {
  const taken = await Promise.all(programs.map(isTaken));
  const inUse = programs.filter((_, index) => taken[index]);
  for (const { name, port, variable } of inUse) {
    process.stderr.write(
      `${variable}: port ${port} of the ${name} is in use. Stop what uses it, or set ${variable}.\n`,
    );
  }
  if (inUse.length > 0) process.exit(1);
}

async function isTaken({ host, port }: Program): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function start(program: Program, env: Env): ProcessGroup {
  const { name, folder, script, args } = program;
  const label = `${name.padEnd(8)} |`;
  const prefix = colourful ? styleText(COLOURS[name], label) : label;
  const onLine = (line: string) => say(`${prefix} ${line.startsWith('{') ? pretty(line).trimEnd() : line}`);
  return startGroup({ name, folder, env, onLine, command: packageScript(folder, script, args) });
}

async function untilReady({ name, ready }: Program): Promise<void> {
  for await (const _ of setInterval(150)) {
    const answer = await fetch(ready, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer?.ok || (answer && name === 'emulator')) return;
  }
}

async function announce(programs: Program[], page: string): Promise<void> {
  await Promise.all(programs.map(untilReady));
  // The last lines of the start come first, so that the address stays in sight.
  await setTimeout(300);
  say('');
  for (const { name, ready } of programs) if (name !== 'client') say(`${name}: ${new URL(ready).origin}`);
  say(`Page: ${page}`);
}

async function main(): Promise<void> {
  const file = envFilePath(process.env);
  if (file !== null && writeEnvFile(file)) {
    say(`Wrote ${relative(ROOT, file)} from .env.example, with a webhook secret of its own.`);
  }
  const asked = alignEmulator(readEnv(process.env));
  const { env, line, close } = await openTunnel(asked, configOrExit(asked).port);
  if (line !== null) say(line);
  const config = configOrExit(env);
  const programs = planPrograms(config);
  if (programs.every(({ name }) => name !== 'emulator')) {
    say(
      'The emulator is not started: no Sinch URL of the environment points at this machine, so you talk to the real Sinch.',
    );
  }
  await exitIfPortTaken(programs);

  const groups = programs.map((program) =>
    start(program, { ...env, ...(colourful && { FORCE_COLOR: '1' }) }),
  );
  let stopping = false;
  const stopAll = async (code: number) => {
    if (stopping) return;
    stopping = true;
    await Promise.all([...groups.map((group) => group.stop()), close().catch(() => {})]);
    process.exit(code);
  };
  onStopSignal(
    () => void stopAll(0),
    () => {
      for (const group of groups) group.kill();
      process.exit(1);
    },
  );
  for (const group of groups) {
    void group.ended.then((how) => {
      if (!stopping) process.stderr.write(`The ${group.name} ${how}; stopping the others.\n`);
      return stopAll(1);
    });
  }
  await announce(programs, pageOf(config));
}

await main();
