import { keepLog } from '../../server/test/keep-log.ts';
import { freePort, startProgram } from './program.ts';
import type { Program } from './program.ts';

export interface RunningApp {
  /** Where the server answers, and serves the page. */
  url: string;
  /** Sinch's place. */
  emulatorUrl: string;
  server: Program;
  /** Starts the server anew on its port, as after an accident: what it knew is gone. */
  restartServer(): Promise<void>;
  stop(): Promise<void>;
}

/** Nothing of the developer's own account or settings. */
const CLEAN = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(SINCH_|EMULATOR_|DATABASE_|ACCESS_|TRUST_PROXY|PUBLIC_URL|HOST$|NODE_ENV)/.test(name),
  ),
);

const ACCOUNT = {
  ENV_FILE: '',
  SINCH_PROJECT_ID: 'e2e-project',
  SINCH_KEY_ID: 'e2e-key',
  SINCH_KEY_SECRET: 'e2e-key-secret',
  SINCH_WEBHOOK_SECRET: 'e2e-webhook-secret',
  SINCH_NUMBER: '+12025550123',
};

/** The real server, with the official SDK in it, and the emulator in Sinch's place. */
export async function startApp(
  overrides: NodeJS.ProcessEnv = {},
  /** What Sinch has otherwise than the server. */
  emulatorOverrides: NodeJS.ProcessEnv = {},
): Promise<RunningApp> {
  const [port, emulatorPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const emulatorUrl = `http://127.0.0.1:${emulatorPort}`;
  const env = {
    ...CLEAN,
    ...ACCOUNT,
    PORT: String(port),
    EMULATOR_PORT: String(emulatorPort),
    EMULATOR_SPEED: '20',
    SINCH_AUTH_URL: emulatorUrl,
    SINCH_SMS_URL: emulatorUrl,
    SINCH_CONVERSATION_URL: emulatorUrl,
    SEND_LIMIT_PER_MINUTE: '1000',
    ...overrides,
  };
  const emulator = await startProgram('emulator/main.ts', { ...env, ...emulatorOverrides }, /listening on/);
  const startServer = () => startProgram('src/main.ts', env, /"msg":"ready"/, keepLog(env));
  const server = await startServer().catch(async (error: unknown) => {
    await emulator.stop();
    throw error;
  });
  const app: RunningApp = {
    url,
    emulatorUrl,
    server,
    async restartServer() {
      await app.server.kill();
      app.server = await startServer();
    },
    async stop() {
      await Promise.all([app.server.stop(), emulator.stop()]);
    },
  };
  return app;
}
