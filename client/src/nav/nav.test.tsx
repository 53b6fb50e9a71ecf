import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { startFakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { messageOf } from '../test/samples.ts';

const navigation = () => screen.findByRole('navigation', { name: 'Views' });
const link = async (name: string) => within(await navigation()).getByRole('link', { name });

it('leads to every view: the focus, the title of the window and the mark go along', async () => {
  startFakeServer();
  const user = openPage();
  expect(await link('Messages')).toHaveAttribute('aria-current', 'page');
  for (const name of ['Overview', 'Callbacks', 'Messages']) {
    await user.click(await link(name));
    expect(screen.getByRole('heading', { name, level: 2 })).toHaveFocus();
    expect(document.title).toBe(`${name} · Sinch callbacks`);
    const current = (await navigation()).querySelectorAll('[aria-current]');
    expect([...current].map(({ textContent }) => textContent)).toEqual([name]);
  }
});

it('knows which view a message is part of', async () => {
  const message = messageOf();
  startFakeServer({ messages: [message] });
  openPage(`/messages/${message.id}`);
  expect(await link('Messages')).toHaveAttribute('aria-current', 'true');
});

it('keeps what was typed while another view is shown', async () => {
  startFakeServer();
  const user = openPage();
  await user.type(await screen.findByLabelText('Message'), 'Half a sen');
  await user.click(await link('Overview'));
  await user.click(await link('Messages'));
  expect(screen.getByLabelText('Message')).toHaveValue('Half a sen');
});

it('is passed over by whoever wants the content', async () => {
  startFakeServer();
  const user = openPage();
  await navigation();
  await user.tab();
  const skip = screen.getByRole('link', { name: 'Skip to the content' });
  expect(skip).toHaveFocus();
  expect(document.querySelector(skip.getAttribute('href') ?? '')).toContainElement(
    screen.getByRole('heading', { name: 'Messages' }),
  );
});

it('says of an address of nothing that there is nothing', async () => {
  startFakeServer();
  openPage('/nowhere');
  expect(await screen.findByRole('heading', { name: 'There is no such page' })).toBeInTheDocument();
  expect(document.title).toBe('There is no such page · Sinch callbacks');
});
