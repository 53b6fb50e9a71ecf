import { expect, it } from 'vitest';
import { openTunnel } from '../scripts/tunnel.ts';
import type { Agent } from '../scripts/tunnel.ts';

const URL = 'https://fixed.ngrok-free.app';
type Options = Parameters<Agent['forward']>[0];

function fakeAgent(outcome: string | null | Error) {
  const asked: Options[] = [];
  let closed = 0;
  const agent: Agent = {
    forward: async (options) => {
      asked.push(options);
      if (outcome instanceof Error) throw outcome;
      return { url: () => outcome, close: async () => void (closed += 1) };
    },
  };
  return { load: async () => agent, asked, closed: () => closed };
}

it('is opened with the token and gives the server its address', async () => {
  const { load, asked, closed } = fakeAgent(URL);
  const tunnel = await openTunnel({ NGROK_AUTHTOKEN: 'token', SINCH_REGION: 'eu' }, 3001, load);
  expect(asked).toEqual([{ addr: '127.0.0.1:3001', authtoken: 'token' }]);
  expect(tunnel.env).toEqual({ NGROK_AUTHTOKEN: 'token', SINCH_REGION: 'eu', PUBLIC_URL: URL });
  expect(tunnel.line).toContain(URL);
  await tunnel.close();
  expect(closed()).toBe(1);
});

it('takes the domain that is yours', async () => {
  const { load, asked } = fakeAgent(URL);
  await openTunnel({ NGROK_AUTHTOKEN: 'token', NGROK_DOMAIN: 'fixed.ngrok-free.app' }, 3001, load);
  expect(asked[0]?.domain).toBe('fixed.ngrok-free.app');
});

it.each([{}, { NGROK_AUTHTOKEN: '' }])('is not opened without a token', async (env) => {
  const { load, asked } = fakeAgent(URL);
  expect(await openTunnel(env, 3001, load)).toMatchObject({ env, line: null });
  expect(asked).toEqual([]);
});

it('is not opened beside another one', async () => {
  const { load, asked } = fakeAgent(URL);
  const env = { NGROK_AUTHTOKEN: 'token', PUBLIC_URL: 'https://other.example' };
  expect(await openTunnel(env, 3001, load)).toMatchObject({
    env,
    line: expect.stringContaining('PUBLIC_URL is set'),
  });
  expect(asked).toEqual([]);
});

it.each([new Error('failed to authenticate\nwith t0ken'), new Error('no route for t0ken'), null])(
  'that cannot be opened is told in one line without the token, and all goes on',
  async (outcome) => {
    const { load } = fakeAgent(outcome);
    const env = { NGROK_AUTHTOKEN: 't0ken' };
    const tunnel = await openTunnel(env, 3001, load);
    expect(tunnel.env).toEqual(env);
    expect(tunnel.line).toMatch(/^No tunnel could be opened.*Going on without\.$/);
    expect(tunnel.line).not.toContain('t0ken');
    await tunnel.close();
  },
);

it('with the real agent and no network says so in one line', { timeout: 60_000 }, async () => {
  const tunnel = await openTunnel({ NGROK_AUTHTOKEN: 'not-a-real-token' }, 3001);
  expect(tunnel.line).toMatch(/^No tunnel could be opened.*Going on without\.$/);
});
