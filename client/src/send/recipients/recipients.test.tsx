import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { json, sent, startFakeServer } from '../../test/fake-server.ts';
import type { FakeServer } from '../../test/fake-server.ts';
import { openPage } from '../../test/open-page.tsx';
import { LOCAL, messageOf, recipientOf } from '../../test/samples.ts';

const to = () => screen.findByLabelText<HTMLTextAreaElement>('To');
const country = () => screen.getByLabelText('Numbers without +');
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const misfits = () => screen.findByRole('list', { name: 'What cannot be a number' });
const body = async (server: FakeServer, index = 0) => (await sent(server)[index]?.clone().json()) as unknown;

beforeEach(() => localStorage.setItem('sinch-callback-app-country', ''));
afterEach(() => localStorage.clear());

async function start(part: Partial<FakeServer> = {}) {
  const server = startFakeServer({ send: () => json(messageOf(), 201), ...part });
  const user = openPage();
  const paste = async (text: string): Promise<void> => {
    await user.click(await to());
    await user.paste(text);
  };
  await waitFor(() => expect(country()).toBeEnabled());
  return { server, user, paste };
}

describe('the recipients', () => {
  it('are told apart from what cannot be a number, which says why and goes by itself or with its like', async () => {
    const { user, paste } = await start();
    await paste('+15550100001, Ann, +1, +1 555 010 0001, 12');
    expect(await screen.findByText('1 person')).toBeInTheDocument();
    const list = await misfits();
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Ann has no digits',
      '+1 is too short',
      '12 has no country code: write it with +, or choose the country above',
    ]);
    await user.click(await button('Remove 12'));
    expect(await button('Remove +1')).toHaveFocus();
    await user.click(await button('Remove 2 that cannot be numbers'));
    expect(screen.getByText('1 person')).toHaveFocus();
    await user.click(await button('Remove 1 duplicate'));
    expect(await to()).toHaveValue('+15550100001');
  });

  it('are not judged while they are typed, but once one pauses', async () => {
    const { user } = await start();
    await user.type(await to(), '+15550100001, +1');
    expect(screen.queryByRole('list', { name: 'What cannot be a number' })).not.toBeInTheDocument();
    expect(await misfits()).toHaveTextContent('+1 is too short');
  });

  it('that cannot be numbers are never sent, and the field says so', async () => {
    const { server, user, paste } = await start();
    await paste('+15550100001, Ann');
    await user.type(screen.getByLabelText('Message'), 'Hello');
    await user.click(await button('Send'));
    expect(await to()).toHaveFocus();
    expect(await to()).toHaveAccessibleDescription(/Ann: has no digits\. Mend or remove it/);
    await user.click(await button('Remove Ann'));
    expect(await to()).toBeValid();
    await user.click(await button('Send'));
    await screen.findByText('Accepted by Sinch.');
    expect(await body(server)).toMatchObject({ to: ['+15550100001'] });
  });

  it('may leave out the country code where the country is known, which is remembered', async () => {
    const { server, user, paste } = await start();
    await paste('020 7946 0018');
    await misfits();
    await user.selectOptions(country(), 'United Kingdom (+44)');
    expect(await screen.findByText('1 person: +442079460018')).toBeInTheDocument();
    expect(localStorage.getItem('sinch-callback-app-country')).toBe('GB');
    await user.type(screen.getByLabelText('Message'), 'Hello');
    await user.click(await button('Send'));
    await screen.findByText('Accepted by Sinch.');
    expect(await body(server)).toMatchObject({ to: ['+442079460018'] });
  });

  it('come from no country that the server does not send to', async () => {
    localStorage.setItem('sinch-callback-app-country', 'GB');
    const { paste } = await start({ setup: { ...LOCAL, allowedCountries: ['DE'] } });
    expect(country()).toHaveDisplayValue('No country');
    expect(within(country()).getAllByRole('option')).toHaveLength(2);
    await paste('020 7946 0018');
    expect(await misfits()).toHaveTextContent('has no country code');
  });

  it('come out of a file, from the column that one chooses', async () => {
    const { user } = await start();
    const file = new File(
      ['Name,Office,Mobile\nAnn,+15550100011,+15550100001\nBob,+15550100012,+15550100001'],
      'a.csv',
    );
    await user.upload(document.querySelector<HTMLInputElement>('input[type="file"]')!, file);
    expect(await screen.findByText('Took 2 numbers from “Mobile” of a.csv.')).toBeInTheDocument();
    await user.click(await button('Remove 1 duplicate'));
    await user.selectOptions(screen.getByLabelText('Column with the numbers'), '“Office”');
    expect(await to()).toHaveValue('+15550100011\n+15550100012');
    await user.click(await button('Close'));
    expect(screen.queryByText(/Took 2 numbers/)).not.toBeInTheDocument();
    expect(await to()).toHaveValue('+15550100011\n+15550100012');
  });

  it('come out of copied cells, beside what is there already', async () => {
    const { user, paste } = await start();
    await user.type(await to(), '+15550100003');
    await paste('Ann\t+15550100001\nBob\t+15550100002');
    await waitFor(async () => expect(await to()).toHaveValue('+15550100003\n+15550100001\n+15550100002'));
    await paste('Ann\tBath');
    await waitFor(async () => expect((await to()).value).toMatch(/Ann\tBath$/));
  });

  it.each([
    ['x.csv', 'Name,Town\nAnn,Bath', 'There is no column with phone numbers in x.csv.'],
    ['x.csv', 'PK\u0003\u0004', 'This file is no text. In your spreadsheet, save it as CSV.'],
  ])('do not come out of %s that holds %j, and the page says why', async (name, content, words) => {
    const { user } = await start();
    await user.upload(
      document.querySelector<HTMLInputElement>('input[type="file"]')!,
      new File([content], name),
    );
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(await to()).toHaveValue('');
  });
});

describe('many recipients', () => {
  const compose = async () => {
    const { paste, ...page } = await start();
    await paste('+15550100001, +15550100002');
    await page.user.type(screen.getByLabelText('Message'), 'Hello');
    await page.user.click(await button('Send'));
    return { ...page, question: await screen.findByRole('group', { name: 'Send it to 2 people?' }) };
  };

  it('are asked for once more, with what it comes to', async () => {
    const { server, user, question } = await compose();
    expect(question).toHaveFocus();
    expect(question).toHaveTextContent(/1 each, 2 in all.*\+12025550123.*Now/);
    expect(screen.getByText('2 people × 1 part = 2 parts in all')).toBeInTheDocument();
    expect(sent(server)).toEqual([]);
    await user.keyboard('{Escape}');
    expect(await button('Send')).toHaveFocus();
    await user.keyboard('{Enter}');
    await user.keyboard('{Enter}');
    expect(sent(server)).toEqual([]);
    await user.tab();
    await user.keyboard('{Enter}');
    await screen.findByText('Accepted by Sinch.');
    expect(await body(server)).toEqual({ to: ['+15550100001', '+15550100002'], message: 'Hello' });
    expect(await button('Send')).toHaveFocus();
  });

  it('are asked for anew when something has changed meanwhile', async () => {
    const { user, question } = await compose();
    await user.type(screen.getByLabelText('Message'), '!');
    expect(question).not.toBeInTheDocument();
    expect(await button('Send')).toBeInTheDocument();
  });
});

describe('a message that is sent again', () => {
  const refusal = { code: 'sinch_busy', detail: 'Sinch is busy.' } as const;
  const message = messageOf({
    state: 'refused',
    final: true,
    refusal,
    recipients: [recipientOf(), recipientOf({ recipient: '+15550100002' })],
  });
  const newer = messageOf({ id: '01JD0000000000000000000002', resendOf: message.id });
  const refill = async () => {
    const server = startFakeServer({ messages: [message], send: () => json(newer, 201) });
    const user = openPage(`/messages/${message.id}`);
    await user.click(await button('Send again'));
    const note = (await screen.findByText(/Sends message/)).closest('div')!;
    expect(note).toHaveTextContent(/Sends message 01JD00…000001 again, to 2 people/);
    return { server, user };
  };

  it('says so to the reader and the server, also when it was changed', async () => {
    const { server, user } = await refill();
    await user.clear(await to());
    await user.type(await to(), '+15550100002');
    await user.click(await button('Send'));
    await screen.findByText('Accepted by Sinch.');
    expect(await body(server)).toMatchObject({ to: ['+15550100002'], resendOf: message.id });
    expect(screen.queryByText(/Sends message/)).not.toBeInTheDocument();
  });

  it('can become a new message', async () => {
    const { server, user } = await refill();
    await user.click(await button('Send it as a new message'));
    expect(screen.getByRole('heading', { name: 'Send an SMS' })).toHaveFocus();
    await user.click(await button('Send'));
    await user.click(await button('Send to 2 people'));
    await screen.findByText('Accepted by Sinch.');
    expect(await body(server)).not.toHaveProperty('resendOf');
  });
});

describe('where the phone library does not come', () => {
  it('the server alone judges what was typed', async () => {
    vi.resetModules();
    vi.doMock('@sinch-callback-app/server/phone', () => {
      throw new Error('Failed to fetch dynamically imported module');
    });
    const { useRecipients } = await import('./use-recipients.ts');
    const { renderHook } = await import('@testing-library/react');
    const { result } = renderHook(() => useRecipients('+1, 12, +1', null));
    expect(result.current.isRead).toBe(false);
    await waitFor(() => expect(result.current.isRead).toBe(true));
    expect(result.current.roll?.people.map(({ number }) => number)).toEqual(['+1', '12']);
    vi.doUnmock('@sinch-callback-app/server/phone');
  });
});
