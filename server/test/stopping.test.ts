/** How the server behaves towards a load balancer, which keeps its connections. */
import { Agent, request } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { stopServer } from '../src/http/stop.ts';
import { startApp, stubGateway } from './harness.ts';
import type { TestApp } from './harness.ts';

let app: TestApp;
const agent = new Agent({ keepAlive: true });
afterEach(async () => {
  agent.destroy();
  await app.close();
});

function send(): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    const outgoing = request(`${app.url}/send-sms`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    outgoing.on('error', reject);
    outgoing.end('{"to":"+12025550101","message":"Hello"}');
  });
}

it('keeps an idle connection for longer than load balancers do', async () => {
  app = await startApp();
  expect(app.server.keepAliveTimeout).toBeGreaterThan(60_000);
});

it('stops as soon as the last answer is given, though its connection was meant to be kept', async () => {
  let answer = (): void => {};
  let asked = (): void => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const gateway = stubGateway(async () => {
    asked();
    await new Promise<void>((resolve) => (answer = resolve));
    return { kind: 'accepted', sinchId: 'B1', expireAt: null };
  });
  app = await startApp({ gateway });
  const sent = send();
  await isAsked;
  const began = performance.now();
  const stopped = stopServer(app.server, app.lifecycle, 20_000);
  answer();
  expect(await sent).toBe(201);
  await stopped;
  expect(performance.now() - began).toBeLessThan(4000);
});
