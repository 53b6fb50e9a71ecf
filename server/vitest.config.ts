import { defineConfig } from 'vitest/config';

const shared = {
  environment: 'node',
  setupFiles: ['./scripts/vitest-setup.ts'],
  // Empty: no test ever reads a developer's own .env.
  env: { ENV_FILE: '' },
};

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'unit', include: ['src/**/*.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'integration',
          globalSetup: ['./test/postgres-server.ts'],
          include: ['test/**/*.test.ts', 'emulator/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
