import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const ROOT = resolve(import.meta.dirname, '..');

/** The server's port in development: from the environment, else from the file that the server reads, too. */
function serverPort(): string {
  const file = resolve(ROOT, process.env.ENV_FILE ?? '.env');
  const fromFile =
    process.env.ENV_FILE !== '' && existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return process.env.PORT ?? fromFile.PORT ?? '3001';
}

export default defineConfig(({ command }) => ({
  plugins: [react()],
  // The server that serves the built page puts a fresh nonce in place of this word, in every response.
  html: { cspNonce: '__CSP_NONCE__' },
  define: {
    // Built, the page talks to whoever served it. `localhost`, not 127.0.0.1: the page's own host in development.
    API_ORIGIN: JSON.stringify(command === 'serve' ? `http://localhost:${serverPort()}` : ''),
  },
  server: { host: 'localhost', port: 5173, strictPort: true },
  build: { target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: true },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['./src/test/setup.ts'],
    // Drawing the whole page a thousand times over takes its time on a busy machine.
    testTimeout: 30_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
}));
