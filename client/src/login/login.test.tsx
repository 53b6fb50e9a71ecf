import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { askedFor, json, problem, sent, startFakeServer } from '../test/fake-server.ts';
import type { FakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { messageOf } from '../test/samples.ts';

const TOKEN = 'the-token-of-ann-is-this-one';
const NEEDED = { login: 'needed', actor: null } as const;
const ANN = { login: 'done', actor: 'ann' } as const;
const BOB = { login: 'done', actor: 'bob' } as const;

/** As the real one: whoever shows the right token is in from then on. */
function startLockedServer(
  part: Partial<FakeServer> = {},
  session: typeof ANN | typeof BOB = ANN,
): FakeServer {
  const server = startFakeServer({
    session: NEEDED,
    messages: [messageOf({ final: true })],
    logIn: async (request) => {
      const { token } = (await request.json()) as { token: string };
      if (token !== TOKEN)
        return problem({ status: 401, code: 'wrong_token', detail: 'This is not a token.' });
      server.session = session;
      return json(session);
    },
    logOut: () => {
      server.session = NEEDED;
      return json(NEEDED);
    },
    ...part,
  });
  return server;
}

function answerSessionAfter(delay: number): void {
  startLockedServer();
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    if (url.endsWith('/api/session')) await new Promise((resolve) => setTimeout(resolve, delay));
    return fetch(url, init);
  });
}

const field = () => screen.findByLabelText('Access token');
const writing = () => screen.getByLabelText<HTMLTextAreaElement>('Message');
const list = () => screen.findByText('Your parcel arrives today.');
const loginButton = () => screen.getByRole('button', { name: 'Log in' });
/** The next question of the page finds that the session is over. */
async function expire(server: FakeServer): Promise<void> {
  server.session = NEEDED;
  await act(() => vi.advanceTimersByTimeAsync(31_000));
  await screen.findByRole('heading', { name: 'Log in' });
}

describe('where a login is needed', () => {
  it('nothing else is shown, and nothing else is asked', async () => {
    const server = startLockedServer();
    openPage();
    expect(await field()).toHaveFocus();
    expect(document.title).toBe('Log in · Sinch callbacks');
    expect(screen.queryByRole('heading', { name: 'Send an SMS' })).not.toBeInTheDocument();
    expect(server.requests.map(({ url }) => new URL(url).pathname)).toEqual(['/api/session']);
  });

  it('the right token opens the page, for which it stays in no address and no store', async () => {
    const server = startLockedServer();
    const user = openPage('/?x=1');
    await user.type(await field(), `  ${TOKEN} {Enter}`);
    expect(await list()).toBeVisible();
    expect(screen.queryByLabelText('Access token')).not.toBeInTheDocument();
    expect(document.title).not.toMatch(/Log in/);
    const [login] = sent(server);
    expect(login?.headers.get('content-type')).toBe('application/json');
    expect(new Set(server.requests.map(({ credentials }) => credentials))).toEqual(new Set(['include']));
    expect(JSON.stringify([localStorage, sessionStorage, location.href])).not.toContain(TOKEN);
  });

  it('a slow server does not make a first login look like a session that is over', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    answerSessionAfter(10_000);
    openPage();
    expect(await screen.findByLabelText('Message')).toBeVisible();
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(await field()).toHaveFocus();
    expect(screen.queryByText(/session is over/)).not.toBeInTheDocument();
  });

  it('a slow server does not put the rest of a sentence into the field of the token', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    answerSessionAfter(10_000);
    const user = openPage();
    await user.type(await screen.findByLabelText('Message'), 'Half a mess');
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    const heading = await screen.findByRole('heading', { name: 'Log in' });
    expect(heading).toHaveFocus();
    expect(heading).toHaveAccessibleDescription('Log in to go on: what you wrote is still there.');
  });

  it('a wrong one is told at its field, which is ready for another', async () => {
    startLockedServer();
    const user = openPage();
    await user.type(await field(), 'wrong{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('This is not a token.');
    expect(await field()).toHaveAccessibleDescription(/This is not a token/);
    expect(await field()).toHaveAttribute('aria-invalid', 'true');
    await user.keyboard(TOKEN);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await user.click(loginButton());
    expect(await list()).toBeVisible();
  });

  it('too many wrong ones are told, with how long to wait', async () => {
    const detail = 'There were too many wrong tokens. Wait 40 s, then try again.';
    startLockedServer({ logIn: () => problem({ status: 429, code: 'too_many_attempts', detail }) });
    const user = openPage();
    await user.type(await field(), 'wrong{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('Wait 40 s');
  });

  it('a server that is gone is told', async () => {
    const server = startLockedServer();
    const user = openPage();
    await field();
    server.down = true;
    await user.type(await field(), 'any{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('The server does not answer.');
  });

  it('an empty field asks nobody', async () => {
    const server = startLockedServer();
    const user = openPage();
    await field();
    await user.click(loginButton());
    expect(await field()).toHaveFocus();
    expect(sent(server)).toEqual([]);
  });
});

describe('where none is needed', () => {
  it.each([
    ['without tokens', { login: 'not_needed', actor: null } as const],
    ['by a server that knows of no logins', null],
  ])('%s the page is there, with nothing to log out of', async (_what, session) => {
    startFakeServer({ session, messages: [messageOf()] });
    openPage();
    expect(await list()).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Log out/ })).not.toBeInTheDocument();
  });
});

describe('a session that is over', () => {
  it('brings the login, and back the half-written message with the focus in it', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startLockedServer({ session: ANN });
    const user = openPage();
    await list();
    await user.type(writing(), 'Half a mess');
    const title = document.title;
    await expire(server);
    expect(document.title).toBe('Log in · Sinch callbacks');
    const heading = screen.getByRole('heading', { name: 'Log in' });
    expect(heading).toHaveFocus();
    expect(heading).toHaveAccessibleDescription(/what you wrote is still there/);
    expect(writing()).not.toBeVisible();
    expect(screen.getByText('Your parcel arrives today.')).not.toBeVisible();
    await user.type(await field(), `${TOKEN}{Enter}`);
    await waitFor(() => expect(writing()).toBeVisible());
    expect(writing()).toHaveFocus();
    expect(document.title).toBe(title);
    await user.keyboard('age');
    expect(writing()).toHaveValue('Half a message');
  });

  it('lets the page rest meanwhile, and go on afterwards', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startLockedServer({ session: ANN, messages: [messageOf({ final: false })] });
    const user = openPage();
    await list();
    await expire(server);
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    const before = server.requests.length;
    await act(() => vi.advanceTimersByTimeAsync(300_000));
    expect(server.requests.length).toBe(before);
    server.messages = [messageOf({ message: 'Written meanwhile.' })];
    await user.type(await field(), `${TOKEN}{Enter}`);
    expect(await screen.findByText('Written meanwhile.')).toBeVisible();
    const answered = askedFor(server, '/api/messages').length;
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(askedFor(server, '/api/messages').length).toBeGreaterThan(answered);
    expect(screen.queryByText(/out of date/)).not.toBeInTheDocument();
  });

  it('is found by a send, which can be repeated under the same key', async () => {
    const server = startLockedServer({ session: ANN, send: () => json(messageOf(), 201) });
    const user = openPage();
    await list();
    await user.type(screen.getByLabelText('To'), '+15550100001');
    await user.type(writing(), 'Not lost');
    server.session = NEEDED;
    await user.click(screen.getByRole('button', { name: 'Send' }));
    await user.type(await field(), `${TOKEN}{Enter}`);
    expect(await screen.findByText(/Your session was over.*press Send again/)).toBeVisible();
    expect(writing()).toHaveValue('Not lost');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    await screen.findByText('Accepted by Sinch.');
    const keys = sent(server)
      .map(({ headers }) => headers.get('idempotency-key'))
      .filter((key) => key !== null);
    expect(keys).toEqual([keys[0], keys[0]]);
  });

  it('of somebody else leaves nothing of theirs to whoever comes after them', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startLockedServer({ session: ANN }, BOB);
    const user = openPage();
    await list();
    await user.type(writing(), 'For nobody else');
    await expire(server);
    await user.type(await field(), `${TOKEN}{Enter}`);
    expect(await screen.findByRole('button', { name: 'Log out bob' })).toBeVisible();
    expect(writing()).toHaveValue('');
  });

  it('is nothing that the server says of itself: a late refusal changes nothing', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startLockedServer({ session: ANN });
    openPage();
    await list();
    server.health = null;
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (url: string, init?: RequestInit) =>
      url.endsWith('/api/callbacks') ? problem({ status: 401, code: 'unauthorized' }) : fetch(url, init),
    );
    await act(() => vi.advanceTimersByTimeAsync(31_000));
    expect(screen.queryByRole('heading', { name: 'Log in' })).not.toBeInTheDocument();
    expect(askedFor(server, '/api/session').length).toBeGreaterThan(1);
  });
});

describe('a logout', () => {
  it('brings the login, and leaves nothing behind', async () => {
    const server = startLockedServer({ session: ANN });
    const user = openPage();
    await list();
    await user.type(writing(), 'Thrown away');
    await user.click(screen.getByRole('button', { name: 'Log out ann' }));
    expect(await field()).toBeVisible();
    expect(document.body).not.toHaveTextContent('Your parcel arrives today.');
    expect(screen.queryByText(/session is over/)).not.toBeInTheDocument();
    const asked = server.requests.length;
    await user.type(await field(), `${TOKEN}{Enter}`);
    await list();
    expect(writing()).toHaveValue('');
    // All of it anew: nothing was kept for the next one.
    expect(server.requests.slice(asked).map(({ url }) => new URL(url).pathname)).toEqual(
      expect.arrayContaining(['/api/messages', '/api/setup', '/api/callbacks']),
    );
  });

  it('leaves nothing to be shown to the next one before the server has answered them', async () => {
    const server = startLockedServer({ session: ANN });
    const user = openPage();
    await list();
    await user.click(screen.getByRole('button', { name: 'Log out ann' }));
    const { logIn } = server;
    server.logIn = async (request) => {
      const answer = await logIn(request);
      server.down = true;
      return answer;
    };
    await user.type(await field(), `${TOKEN}{Enter}`);
    expect(await screen.findByText('The server does not answer.')).toBeVisible();
    expect(document.body).not.toHaveTextContent('Your parcel arrives today.');
  });

  it('that does not reach the server keeps the page, and says so', async () => {
    const server = startLockedServer({ session: ANN });
    const user = openPage();
    await list();
    server.down = true;
    await user.click(screen.getByRole('button', { name: 'Log out ann' }));
    expect(await screen.findByText('The server does not answer.')).toBeVisible();
    expect(await list()).toBeVisible();
  });
});
