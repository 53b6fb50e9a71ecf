import type { Setup } from '@sinch-callback-app/server/contract';
import { act, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askedFor, startFakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { healthOf, LOCAL } from '../test/samples.ts';

const here = () => screen.findByRole('region', { name: 'This server' });
const now = () => new Date().toISOString();
const diagnosis = () => ({ at: now(), code: 'secret_quoted', detail: 'Take the quotes away.' }) as const;
const putAway = () => screen.findByRole('button', { name: 'Put this notice away' });

afterEach(() => window.sessionStorage.clear());

describe('this server', () => {
  it.each([
    ['sms', 'local', /emulator on this machine.*It plays Sinch’s SMS API/],
    ['conversation', 'local', /emulator on this machine.*It plays Sinch’s Conversation API/],
    ['sms', 'real', /really sent, through Sinch’s SMS API/],
    ['conversation', 'real', /really sent, through Sinch’s Conversation API/],
  ] as const)('names the API: %s, %s', async (transport, sinch, words) => {
    startFakeServer({ setup: { ...LOCAL, transport, sinch } });
    openPage();
    expect(await here()).toHaveTextContent(words);
  });

  it('is asked anew once it has been away: it may talk to the real Sinch by now', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer();
    openPage();
    expect(await here()).toHaveTextContent(/nothing is really sent/);
    server.down = true;
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    server.setup = { ...LOCAL, sinch: 'real' };
    server.down = false;
    await act(() => vi.advanceTimersByTimeAsync(16_000));
    expect(await here()).toHaveTextContent(/Messages are really sent/);
    const asked = askedFor(server, '/api/setup').length;
    await act(() => vi.advanceTimersByTimeAsync(120_000));
    expect(askedFor(server, '/api/setup').length).toBe(asked);
  });

  it('says when callbacks cannot reach it', async () => {
    startFakeServer({ setup: { ...LOCAL, sinch: 'real', callbackUrl: null } });
    openPage();
    expect(await here()).toHaveTextContent(/Callbacks cannot reach this server.*SMS API.*PUBLIC_URL/);
  });
});

describe('the countries', () => {
  const real = { ...LOCAL, sinch: 'real' } as const;

  it('are a warning with the real Sinch while every one may be sent to, with what to do', async () => {
    startFakeServer({ setup: { ...real, allowedCountries: null } });
    openPage();
    const notice = await within(await here()).findByText(/^Every country/);
    expect(notice.parentElement).toHaveTextContent(/at your cost.*ALLOWED_COUNTRIES.*US,GB,DE.*restart/);
    expect(notice.closest('[data-tone="warning"]')).not.toBeNull();
  });

  it.each([
    ['there is a list of them', { ...real, allowedCountries: ['US'] }],
    ['nothing is really sent', LOCAL],
    ['the server is one of the former version', { ...real, allowedCountries: undefined }],
  ])('are not spoken of where %s', async (_, setup) => {
    startFakeServer({ setup: setup as Setup });
    openPage();
    expect(await here()).not.toHaveTextContent(/country|COUNTRIES/);
  });
});

describe('callbacks', () => {
  it('that come unsigned and are refused are a warning, with what to do', async () => {
    startFakeServer({ health: healthOf({ unsignedAt: now() }) });
    openPage();
    const notice = (await within(await here()).findByText(/^Your account does not sign/)).parentElement!;
    expect(notice).toHaveTextContent(
      /being refused.*account manager.*SINCH_CALLBACK_AUTH=signature-or-token/,
    );
    expect(notice.closest('[data-tone="warning"]')).not.toBeNull();
    expect(notice.closest('[aria-live="polite"]')).not.toBeNull();
    expect(within(notice).getByText('SINCH_CALLBACK_AUTH=signature-or-token').tagName).toBe('CODE');
  });

  it('that come unsigned and count by their token are a remark', async () => {
    startFakeServer({
      setup: { ...LOCAL, transport: 'conversation' },
      health: healthOf({ auth: 'signature-or-token', unsignedAt: now() }),
    });
    openPage();
    const notice = (await within(await here()).findByText(/^Your account does not sign/)).parentElement!;
    expect(notice).toHaveTextContent(/secret in their address.*Give your Conversation app a secret/);
    expect(notice.closest('[data-tone="warning"]')).toBeNull();
  });

  it('of a wrong signature bring their diagnosis, which can be put away until there is a newer one', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer({ health: healthOf({ diagnosis: diagnosis() }) });
    const user = openPage();
    expect(await screen.findByText(/Take the quotes away/)).toBeInTheDocument();
    const see = screen.getByRole('link', { name: 'See the rejected callbacks' });
    expect(see).toHaveAttribute('href', '/callbacks?kept=rejected');
    await user.click(await putAway());
    expect(screen.queryByText(/Take the quotes away/)).not.toBeInTheDocument();
    expect(await here()).toHaveFocus();
    await act(() => vi.advanceTimersByTimeAsync(31_000));
    expect(screen.queryByText(/Take the quotes away/)).not.toBeInTheDocument();
    server.health = healthOf({ diagnosis: { ...diagnosis(), detail: 'Set your clock.' } });
    await act(() => vi.advanceTimersByTimeAsync(31_000));
    expect(screen.getByText(/Set your clock/)).toBeInTheDocument();
    await act(() => vi.advanceTimersByTimeAsync(61 * 60_000));
    expect(screen.queryByText(/Set your clock/)).not.toBeInTheDocument();
  });

  it('under two secrets tell when each last matched', async () => {
    const [fiveMinutes, threeDays] = [5 * 60_000, 3 * 86_400_000].map((time) =>
      new Date(Date.now() - time).toISOString(),
    );
    startFakeServer({
      health: healthOf({
        since: threeDays!,
        secrets: [
          { name: 'current', lastMatchedAt: fiveMinutes! },
          { name: 'previous', lastMatchedAt: null },
        ],
      }),
    });
    openPage();
    expect(await here()).toHaveTextContent(
      /new one last matched 5 min ago, the previous one not once since.*remove SINCH_WEBHOOK_SECRET_PREVIOUS/,
    );
  });

  it('that fare well are not spoken of, and are asked about twice a minute', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer();
    openPage();
    expect((await here()).textContent).toMatch(/^You are talking.*SMS API\.$/);
    await act(() => vi.advanceTimersByTimeAsync(5 * 60_000));
    const asked = askedFor(server, '/api/callbacks').length;
    expect(asked).toBeGreaterThanOrEqual(9);
    expect(asked).toBeLessThanOrEqual(11);
  });
});
