/** What this server promises to whoever sends through it, whatever kind of account they have with Sinch. */
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { CallbackHealth, Message, MessagePage, Recipient, ReplyPage } from '../../src/contract.ts';
import type { Store } from '../../src/store/store.ts';
import type { AccountKind } from '../accounts.ts';
import { signedHeaders } from '../sinch-callback.ts';
import { BELIEFS, expectationsOf } from './expectations.ts';
import { failureOf } from './letter.ts';
import type { Answer, World } from './world.ts';
import { openWorld } from './world.ts';

const HOUR = 3_600_000;
const numberEnding = (digits: string): string => `+120255501${digits}`;

const stateOf = ({ status, code, reason, final }: Recipient) => ({ status, code, reason, final });
const historyOf = ({ history }: Recipient, source: string) =>
  history.filter((entry) => entry.source === source).map(({ status, code }) => ({ status, code }));

async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<number> {
  const all = { 'Content-Type': 'application/json', ...headers };
  return (await fetch(url, { method: 'POST', headers: all, body })).status;
}

/** The same promises for each kind of account; where the APIs differ, `expectations.ts` says how. */
export function describeEndToEnd(account: AccountKind, storeOf?: () => Store): void {
  const expected = expectationsOf(account.transport, account.emulator.credentials.plan !== undefined);
  const belief = BELIEFS[account.auth];
  let world: World;

  beforeEach(async () => {
    world = await openWorld(account, storeOf?.());
  });
  afterEach(() => world.close());

  const sendTo = (...endings: string[]): Promise<Answer> => world.send({ to: endings.map(numberEnding) });

  /** Sends, and lets all callbacks come. */
  async function afterSendingTo(...endings: string[]): Promise<Message> {
    const { status, body } = await sendTo(...endings);
    expect(status).toBe(201);
    await world.quiet();
    return world.read(body.id);
  }
  const onlyRecipient = async (ending: string): Promise<Recipient> => {
    const { recipients } = await afterSendingTo(ending);
    expect(recipients).toHaveLength(1);
    return recipients[0] as Recipient;
  };

  describe('a recipient', () => {
    it.each([
      ['delivered', '01'],
      ['failed', '02'],
      ['expired', '03'],
      ['rejected', '04'],
      ['aborted', '05'],
      ['without receipt', '06'],
    ] as const)('who is %s is shown so, with the reason', async (end, ending) => {
      const message = await afterSendingTo(ending);
      expect(message.recipients.map(stateOf)).toEqual([expected.ends[end]]);
      expect(message).toMatchObject({ state: 'accepted', final: expected.ends[end].final });
    });

    it('is followed step by step', async () => {
      const one = await onlyRecipient('01');
      expect(historyOf(one, 'send')).toEqual([{ status: 'QUEUED', code: null }]);
      expect(historyOf(one, 'callback')).toEqual(expected.wayToDelivered);
      expect(one.callbackCount).toBe(expected.wayToDelivered.length);
    });

    it('told of twice is counted twice and recorded once', async () => {
      const one = await onlyRecipient('07');
      expect(historyOf(one, 'callback')).toEqual(expected.wayToDelivered);
      expect(one.callbackCount).toBe(2 * expected.wayToDelivered.length);
    });

    it('told of in the wrong order ends as in the right one', async () => {
      const one = await onlyRecipient('08');
      const told = world.emulator.attempts.map(({ callback }) => callback.status?.toUpperCase());
      expect(told).toEqual(expected.wayToDelivered.map(({ status }) => status).toReversed());
      expect(historyOf(one, 'callback')).toEqual(expected.wayToDelivered);
      expect(stateOf(one)).toEqual(expected.ends.delivered);
    });

    it('told of before the send is answered is known all the same', async () => {
      const { status, body } = await sendTo('09');
      expect(status).toBe(201);
      expect((await world.read(body.id)).recipients[0]).toMatchObject({ callbackCount: 1 });
      await world.quiet();
      const [one] = (await world.read(body.id)).recipients;
      expect(one && stateOf(one)).toEqual(expected.ends.delivered);
    });

    it('whose callbacks were lost is told of by Sinch’s retries', async () => {
      const one = await onlyRecipient('14');
      expect(stateOf(one)).toEqual(expected.ends.delivered);
      expect(one.callbackCount).toBe(expected.wayToDelivered.length);
    });

    it('told of in the barest words is known all the same', async () => {
      expect(stateOf(await onlyRecipient('15'))).toEqual(expected.ends.delivered);
    });

    it.each([
      ['wronglySigned', '10'],
      ['unsigned', '12'],
    ] as const)('whose callbacks are %s is believed only where that can be told', async (how, ending) => {
      const one = await onlyRecipient(ending);
      const { delivered } = expected.ends;
      expect(stateOf(one)).toEqual(belief.hears[how] ? delivered : expected.silent.afterwards);
      expect(one.callbackCount).toBe(belief.hears[how] ? expected.wayToDelivered.length : 0);
    });

    it('of whom no callback ever comes is asked about, as far as Sinch can be asked', async () => {
      const { id, recipients } = await afterSendingTo('11');
      expect(recipients.map(stateOf)).toEqual([expected.silent.afterwards]);
      await world.askForDays();
      const { final, recipients: atLast } = await world.read(id);
      expect(atLast.map(stateOf)).toEqual([expected.silent.atLast]);
      expect(final).toBe(true);
    });

    it('among others has a fate of their own', async () => {
      const { recipients } = await afterSendingTo('01', '02', '03');
      const { delivered, failed, expired } = expected.ends;
      expect(recipients.map(stateOf)).toEqual([delivered, failed, expired]);
    });

    it('whose number Sinch refuses does not stop the others', async () => {
      const { status, body } = await sendTo('01', '90', '02');
      expect(status).toBe(201);
      await world.quiet();
      const { state, final, recipients } = await world.read(body.id);
      const { delivered, failed } = expected.ends;
      expect(recipients.map(stateOf)).toEqual([delivered, expected.refusedAmongOthers, failed]);
      expect({ state, final }).toEqual({ state: 'accepted', final: true });
    });
  });

  describe('a send', () => {
    it.each([
      ['a bad request', '90'],
      ['a refusal of the credentials', '91'],
      ['a refusal of the account', '92'],
      ['too many requests', '93'],
      ['a fault', '94'],
      ['silence', '95'],
      ['a broken connection', '96'],
    ] as const)('that Sinch answers with %s has a clear outcome', async (_, ending) => {
      const { answer, says, afterwards, atLast } = expected.sends[ending];
      const { status, body, headers } = await sendTo(ending);
      expect([status, body.code ?? body.state]).toEqual([answer, says]);
      expect(headers.has('retry-after')).toBe(answer === 503);
      const standing = async () => {
        const { state, recipients } = await world.read(body.id);
        return { state, status: recipients[0]?.status };
      };
      await world.quiet();
      expect(await standing()).toEqual(afterwards);
      await world.askForDays();
      expect(await standing()).toEqual(atLast);
    });

    it('is never repeated for the same idempotency key', async () => {
      const key = { 'Idempotency-Key': 'the-same-1' };
      const first = await world.send({ to: numberEnding('01') }, key);
      const again = await world.send({ to: numberEnding('01') }, key);
      const other = await world.send({ to: numberEnding('02') }, key);
      expect([first.status, again.status, other.status]).toEqual([201, 201, 422]);
      expect(again.body.id).toBe(first.body.id);
      expect([...world.emulator.batches, ...world.emulator.messages]).toHaveLength(1);
    });

    it('that is given up early expires', async () => {
      const expireAt = new Date(world.now() + 5_000).toISOString();
      const { status, body } = await world.send({ to: numberEnding('13'), expireAt });
      expect(status).toBe(201);
      await world.quiet();
      expect((await world.read(body.id)).recipients.map(stateOf)).toEqual([expected.ends.expired]);
    });

    it('for later waits, where Sinch can wait', async () => {
      const sendAt = new Date(world.now() + HOUR).toISOString();
      const { status, body } = await world.send({ to: numberEnding('01'), sendAt });
      const faults = (body.errors ?? []).map(({ path }) => path);
      expect({ status, faults }).toEqual(expected.scheduled.answer);
      await world.quiet();
      const told = world.emulator.sentReports.filter(({ at }) => at !== null && at >= sendAt);
      expect(told.map((report) => report.status.toUpperCase())).toEqual(expected.scheduled.told);
      expect(world.emulator.sentReports).toHaveLength(told.length);
    });
  });

  describe('a cancel', () => {
    const said = ({ body }: Answer): string => body.code ?? 'cancelled';

    it('stops what waits, where Sinch can cancel', async () => {
      const sendAt = new Date(world.now() + HOUR).toISOString();
      const more = expected.scheduled.told.length > 0 ? { sendAt } : {};
      const { body } = await world.send({ to: [numberEnding('01'), numberEnding('02')], ...more });
      const answer = await world.cancel(body.id);
      expect(said(answer)).toBe(expected.cancel.waiting);
      const isCancelled = answer.status === 200;
      expect(answer.body.canceledAt === new Date(world.now()).toISOString()).toBe(isCancelled);
      await world.quiet();
      const { final, recipients } = await world.read(body.id);
      expect(final).toBe(true);
      expect(recipients.every(({ status }) => (status === 'CANCELLED') === isCancelled)).toBe(true);
    });

    it('of what Sinch has sent, or what is over, is refused, and changes nothing', async () => {
      const { body } = await sendTo('01');
      const answers: Answer[] = [];
      // Dispatched after one second, and delivered after two and a half.
      world.at(1_500, async () => void answers.push(await world.cancel(body.id)));
      world.at(5_000, async () => void answers.push(await world.cancel(body.id)));
      await world.quiet();
      expect(answers.map(({ status }) => status)).toEqual([409, 409]);
      expect(answers.map(said)).toEqual([expected.cancel.dispatched, expected.cancel.over]);
      const { recipients, canceledAt } = await world.read(body.id);
      expect(recipients.map(stateOf)).toEqual([expected.ends.delivered]);
      expect(canceledAt).toBeNull();
    });
  });

  describe('a callback', () => {
    it('with a wrong signature is refused, even at its message’s own address, and changes nothing', async () => {
      const { body: sent } = await sendTo('01');
      const { url, body } = failureOf(world, sent.id);
      const timestamp = String(Math.floor(world.now() / 1000));
      const forged = signedHeaders(body, { secret: 'somebody else’s', timestamp });
      expect(await post(url, body, forged)).toBe(401);
      expect(await world.read(sent.id)).toEqual(sent);
      expect(await post(url, body, signedHeaders(body, { timestamp }))).toBe(200);
      expect(await world.read(sent.id)).toMatchObject({ recipients: [{ status: 'FAILED' }] });
    });

    it('without a signature is believed at its message’s own address, where Sinch signs nothing', async () => {
      const { body: sent } = await sendTo('01');
      const { url, body } = failureOf(world, sent.id);
      const [bare = ''] = url.split('?');
      expect(await post(bare, body)).toBe(401);
      expect(await post(`${bare}?token=${sent.id}.${'A'.repeat(43)}`, body)).toBe(401);
      expect(await world.read(sent.id)).toEqual(sent);
      expect(await post(url, body)).toBe(belief.unsigned);
      const status = belief.unsigned === 200 ? 'FAILED' : 'QUEUED';
      expect(await world.read(sent.id)).toMatchObject({ recipients: [{ status }] });
    });

    it('without a signature tells nothing of another message than its address is of', async () => {
      const [first, second] = [await sendTo('01'), await sendTo('01')];
      const { body } = failureOf(world, first.body.id);
      const { url } = failureOf(world, second.body.id);
      expect(await post(url, body)).toBe(belief.unsigned);
      expect(await world.read(first.body.id)).toEqual(first.body);
    });
  });

  it('tells whether the callbacks that come are signed, and by the right secret', async () => {
    await afterSendingTo('01');
    const response = await fetch(`${world.app.url}/api/callbacks`);
    const { auth, secrets, unsignedAt, diagnosis } = (await response.json()) as CallbackHealth;
    expect([auth, diagnosis]).toEqual([account.auth, null]);
    expect(secrets.map(({ lastMatchedAt }) => lastMatchedAt !== null)).toEqual([belief.signed]);
    expect(unsignedAt !== null).toBe(!belief.signed);
  });

  describe('a reply', () => {
    const reply = { from: numberEnding('01'), body: 'Yes, thank you' };
    const shown = belief.hearsReplies ? [reply] : [];

    const repliesTo = async (id: string) => {
      const response = await fetch(`${world.app.url}/api/messages/${id}/replies`);
      const { items } = (await response.json()) as ReplyPage;
      return items.map(({ from, body }) => ({ from, body }));
    };

    it('is shown with the message, if Sinch signed it', async () => {
      const { body: sent } = await sendTo('01');
      expect(await post(`${world.emulator.url}/_emulator/replies`, JSON.stringify(reply))).toBe(202);
      await world.quiet();
      expect(await repliesTo(sent.id)).toEqual(shown);
    });

    it('without a signature is not shown, even at the message’s own address', async () => {
      const { body: sent } = await sendTo('01');
      await post(`${world.emulator.url}/_emulator/replies`, JSON.stringify(reply));
      await world.quiet();
      const told = world.emulator.attempts.find(({ callback }) => callback.status === 'Reply');
      const { url } = failureOf(world, sent.id);
      expect(await post(url, told?.callback.body.toString() ?? '')).toBe(belief.unsigned);
      expect(await repliesTo(sent.id)).toEqual(shown);
    });
  });

  describe('who asks', () => {
    it('finds a message by our id, by Sinch’s ids, and in the list', async () => {
      const message = await afterSendingTo('01', '02');
      const ids = new Set(message.recipients.map(({ messageId }) => messageId));
      expect(ids.size).toBe(expected.idPerRecipient ? 2 : 1);
      expect(message.messageId === null).toBe(expected.idPerRecipient);
      for (const id of ids) expect(await world.read(String(id))).toEqual(message);
      const page = (await (await fetch(`${world.app.url}/api/messages?limit=1`)).json()) as MessagePage;
      const counts = { DELIVERED: 1, FAILED: 1 };
      expect(page.items).toMatchObject([
        { id: message.id, transport: account.transport, final: true, recipientCount: 2, counts },
      ]);
    });

    it('is told 304 as long as nothing has changed', async () => {
      const { body } = await sendTo('01');
      const url = `${world.app.url}/api/messages/${body.id}`;
      const etag = (await fetch(url)).headers.get('etag') ?? '';
      const again = () => fetch(url, { headers: { 'If-None-Match': etag } });
      expect((await again()).status).toBe(304);
      await world.quiet();
      expect((await again()).status).toBe(200);
    });
  });
}
