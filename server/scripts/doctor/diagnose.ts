/** All checks, in their order. */
import { isLoopbackUrl, loadConfig, type Config, type Fault } from '../../src/config.ts';
import type { openTunnel } from '../tunnel.ts';
import { ROOT, type Env } from '../workspace.ts';
import { judgeAccount } from './account.ts';
import { createAsk, type Ask } from './ask.ts';
import { checkWebhook } from './check-webhook.ts';
import { judgeClock, type OtherClock } from './clock.ts';
import { checkConfiguration, faultFindings, unreadableFile } from './configuration.ts';
import { judgeCredentials } from './credentials.ts';
import { checkDatabase } from './database.ts';
import { gatherEvidence } from './evidence.ts';
import { CHECK_IDS, skipped, toCheck, type Check, type Finding } from './finding.ts';
import { hostsOf, type Hosts } from './hosts.ts';
import { interviewSinch, type Interview } from './interview.ts';
import { lookAtPort, withAccess, type Listener } from './running-server.ts';
import { judgeSender } from './sender.ts';
import { judgeSigning, type Evidence } from './signing.ts';
import { sendTrialSms } from './trial-sms.ts';
import type { Way } from './way.ts';

export interface DoctorDeps {
  /** Throws where the file that `ENV_FILE` names cannot be read. */
  readEnv: () => Env;
  /** E.164; null sends nothing. */
  sendTo: string | null;
  /** Milliseconds since 1970. */
  now: () => number;
  pause: (milliseconds: number) => Promise<unknown>;
  /** For one question over the network. */
  deadlineMs: number;
  /** For a tunnel to come about. */
  tunnelDeadlineMs: number;
  openTunnel: typeof openTunnel;
  hostsOf?: (config: Config) => Hosts;
}

interface Patient {
  env: Env;
  config: Config;
  warnings: readonly Fault[];
}

/** Without a configuration there is nothing to look at. */
const onlyConfiguration = (findings: Finding<'configuration'>[]): Check[] =>
  CHECK_IDS.map((id) =>
    id === 'configuration'
      ? toCheck(id, findings)
      : toCheck(id, [skipped('not_checked', 'Mend the configuration first.')]),
  );

/** Sinch's clock, else that of whoever answers at PUBLIC_URL. */
function otherClocks({ sinch }: Config, { token, call }: Interview, way: Way | null): OtherClock[] {
  const whose = sinch.local ? 'the emulator, which is this machine’s own' : 'Sinch’s';
  const tunnel = way === null || isLoopbackUrl(way.url) ? [] : way.trials.map(({ reply }) => reply);
  return [
    ...[token, call].map((answer) => ({ whose, answer })),
    ...tunnel.map((answer) => ({ whose: 'that of PUBLIC_URL', answer })),
  ].flatMap(({ whose: owner, answer }) => (answer?.kind === 'answer' ? [{ whose: owner, answer }] : []));
}

interface SigningDeps extends Patient {
  listener: Listener;
  interview: Interview;
  evidence: Evidence;
  ask: Ask;
}

async function checkSigning(found: SigningDeps, deps: DoctorDeps): Promise<Finding<'signing'>[]> {
  const { config, listener, interview, evidence, ask } = found;
  if (deps.sendTo === null) return judgeSigning(config, interview, evidence, deps.now());
  if (listener.kind === 'running') {
    return [await sendTrialSms(listener.url, deps.sendTo, { ...deps, config, ask })];
  }
  return [
    skipped(
      'not_checked',
      '--send-to sends through the server, which does not run.',
      'Start it: npm run dev',
    ),
  ];
}

async function examine(patient: Patient, deps: DoctorDeps): Promise<Check[]> {
  const { env, config } = patient;
  const ask = withAccess(createAsk(deps.deadlineMs, deps.now), config);
  const listener = await lookAtPort(config, ask);
  const interview = await interviewSinch(config, (deps.hostsOf ?? hostsOf)(config), ask);
  const database = await checkDatabase(config.database, ROOT);
  const { peek } = database;
  try {
    const evidence = await gatherEvidence(listener, peek, ask);
    const { findings, way } = await checkWebhook({ ...deps, env, config, listener, peek, ask });
    return [
      toCheck('configuration', await checkConfiguration({ ...patient, listener, ask })),
      toCheck('clock', judgeClock(otherClocks(config, interview, way), config.webhook.maxAgeSeconds)),
      toCheck('credentials', judgeCredentials(config, interview)),
      toCheck('account', judgeAccount(config, interview)),
      toCheck('sender', judgeSender(config)),
      toCheck('webhook', findings),
      toCheck('signing', await checkSigning({ ...patient, listener, interview, evidence, ask }, deps)),
      toCheck('database', database.findings),
    ];
  } finally {
    await peek?.close();
  }
}

export async function diagnose(deps: DoctorDeps): Promise<Check[]> {
  let env: Env;
  try {
    env = deps.readEnv();
  } catch (error) {
    return onlyConfiguration(unreadableFile(error));
  }
  const result = loadConfig(env);
  if (!result.ok) return onlyConfiguration(faultFindings(result.faults));
  return examine({ env, config: result.config, warnings: result.warnings }, deps);
}
