/** A page that is left open for a working day asks little, and keeps little. */
import { focusManager, QueryClientProvider } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useMessage } from '../message/use-message.ts';
import { useMessageList } from '../messages/use-message-list.ts';
import { MOST_LINES } from '../messages/watched-list.ts';
import { useOverview } from '../overview/use-overview.ts';
import { useReplies } from '../replies/use-replies.ts';
import { useBudget } from '../send/use-budget.ts';
import { useCallbackHealth } from '../setup/use-callback-health.ts';
import { useSetup } from '../setup/use-setup.ts';
import { startFakeServer } from '../test/fake-server.ts';
import type { FakeServer } from '../test/fake-server.ts';
import { messageOf, recipientOf } from '../test/samples.ts';
import { overviewOf } from '../test/view-samples.ts';
import { useTrouble } from './connection.ts';
import { createQueryClient } from './query-client.ts';

const DAY = 8 * 60 * 60_000;
/** A day of polls is thousands of answers to read. */
const PATIENCE = 120_000;

const final = (nr: number) =>
  messageOf({
    id: `01JD00000000000000000${10_000 + nr}`,
    final: true,
    recipients: [recipientOf({ status: 'DELIVERED', final: true })],
  });
const OPENED = final(1);

/** All that the list, a message and the overview ask for, side by side, without drawing it. */
function useEveryView() {
  useTrouble();
  useSetup();
  useCallbackHealth();
  useBudget();
  useReplies(OPENED.id);
  return {
    list: useMessageList({ filter: {}, after: null }, () => false).list,
    message: useMessage(OPENED.id).data,
    overview: useOverview({ kind: 'last', length: '7d' }).data,
  };
}

const pass = (time: number) => act(() => vi.advanceTimersByTimeAsync(time));

async function leaveOpen() {
  const server = startFakeServer({ messages: [OPENED], overview: overviewOf() });
  const client = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(useEveryView, { wrapper });
  await pass(1_000);
  expect(Object.values(result.current)).not.toContain(undefined);
  return { server, client, shown: result };
}

/** How often each address was asked for since then. */
function counted({ requests }: FakeServer, since = 0): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { url } of requests.slice(since)) {
    const path = new URL(url).pathname.replace(OPENED.id, ':id');
    counts[path] = (counts[path] ?? 0) + 1;
  }
  return counts;
}

const beyond = (asked: Record<string, number>, mostOf: (path: string) => number): string[] =>
  Object.entries(asked)
    .filter(([path, times]) => times > mostOf(path))
    .map(([path, times]) => `${path}: ${times}`);

/** Questions and their answers, and what waits for its time. */
function expectSmall(client: QueryClient): void {
  expect(client.getQueryCache().getAll().length).toBeLessThanOrEqual(10);
  expect(client.getMutationCache().getAll()).toEqual([]);
  expect(vi.getTimerCount()).toBeLessThanOrEqual(25);
}

/** What a day costs, at most, where nothing can change any more. */
const QUIET: Readonly<Record<string, number>> = {
  '/api/setup': 1,
  '/api/messages/:id': 1,
  // Each 10 s, 30 s, and each minute. Replies come sooner in the first quarter of an hour.
  '/api/messages': 2_881,
  '/api/callbacks': 961,
  '/api/budget': 481,
  '/api/overview': 481,
  '/api/messages/:id/replies': 545,
};

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T08:00:00.000Z') });
});
afterEach(() => focusManager.setFocused(undefined));

it(
  'where nothing is open, it looks for what is new, and for nothing else',
  { timeout: PATIENCE },
  async () => {
    const { server, client } = await leaveOpen();
    await pass(DAY);
    const asked = counted(server);
    expect(Object.keys(asked).toSorted()).toEqual(Object.keys(QUIET).toSorted());
    expect(beyond(asked, (path) => QUIET[path] ?? 0)).toEqual([]);
    expectSmall(client);
  },
);

it(
  'in a hidden tab it asks nothing; whoever comes back sees what is new',
  { timeout: PATIENCE },
  async () => {
    const { server, client } = await leaveOpen();
    focusManager.setFocused(false);
    const before = server.requests.length;
    await pass(DAY);
    expect(server.requests.length - before).toBe(0);
    expectSmall(client);
    await act(async () => focusManager.setFocused(true));
    await pass(1_000);
    const once = Object.fromEntries(Object.keys(QUIET).map((path) => [path, 1]));
    expect(counted(server, before)).toEqual(once);
  },
);

it(
  'while the server is away, it asks less and less, and everything once it is back',
  { timeout: PATIENCE },
  async () => {
    const { server, client } = await leaveOpen();
    server.down = true;
    const before = server.requests.length;
    await pass(DAY);
    // Each 10 s, but for the first half minute.
    expect(beyond(counted(server, before), () => 2_881 + 20)).toEqual([]);
    expectSmall(client);
    server.down = false;
    const failed = server.requests.length;
    await pass(16_000);
    expect(Object.keys(counted(server, failed)).toSorted()).toEqual(Object.keys(QUIET).toSorted());
  },
);

it(
  'where one address alone fails, the others are asked little more than ever, and none in a hidden tab',
  { timeout: PATIENCE },
  async () => {
    const { server, client } = await leaveOpen();
    Object.assign(server, { overview: 'not to be read' });
    await pass(2 * 60_000);
    const before = server.requests.length;
    await pass(10 * 60_000);
    expect(beyond(counted(server, before), () => 130)).toEqual([]);
    focusManager.setFocused(false);
    const hidden = server.requests.length;
    await pass(10 * 60_000);
    expect(server.requests.length - hidden).toBe(0);
    expectSmall(client);
  },
);

it('however many messages come, the list keeps the newest alone', { timeout: PATIENCE }, async () => {
  const { server, client, shown } = await leaveOpen();
  const all = [OPENED];
  // Never more at once than a page holds, so that none is missed.
  while (all.length < MOST_LINES + 100) {
    all.unshift(...Array.from({ length: 15 }, (_, n) => final(all.length + 15 - n)));
    server.messages = all.slice(0, 100);
    await pass(60_000);
  }
  expect(shown.current.list?.items).toHaveLength(MOST_LINES);
  expect(shown.current.list?.items[0]?.id).toBe(all[0]?.id);
  expectSmall(client);
});
