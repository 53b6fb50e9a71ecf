/** One real SMS through the server that runs, to see its callback come. */
import { z } from 'zod';
import type { Config } from '../../src/config.ts';
import { messageSchema, problemSchema, type CallbackHealth } from '../../src/contract.ts';
import { maskNumbers, maskPhone } from '../../src/messages/phone.ts';
import { jsonOf, type Ask, type Reply } from './ask.ts';
import { fail, pass, warn, type Finding } from './finding.ts';
import { isSince, readHealth } from './running-server.ts';
import { remedyOf } from './signing.ts';

type Found = Finding<'signing'>;

interface TrialSmsDeps {
  config: Config;
  ask: Ask;
  now: () => number;
  pause: (milliseconds: number) => Promise<unknown>;
}

const PATIENCE_MS = 90_000;
const LOOK_EVERY_MS = 1000;

const sentSchema = z.object({ id: z.string() });

function judgeRefusal(reply: Reply, number: string): Found {
  const problem = jsonOf(reply, problemSchema);
  const detail = maskNumbers(problem?.detail ?? 'The server did not answer as it should.');
  if (problem?.code === 'test_mode') {
    const says = `The account is in test mode: Sinch refuses to send to ${maskPhone(number)}. ${detail}`;
    return fail('test_mode', says, 'Verify the number in the Sinch dashboard, or upgrade the account.');
  }
  const says = `The SMS was refused (${problem?.code ?? 'no code'}). ${detail}`;
  return fail('send_refused', says, 'Mend that, then run this again.');
}

/** What the server says of callbacks since the SMS was sent; null: nothing yet. */
function judgeHealth(config: Config, health: CallbackHealth | null, startedAt: number): Found | null {
  if (isSince(health?.unsignedAt, startedAt)) {
    return config.webhook.auth === 'signature'
      ? fail(
          'unsigned',
          'The callback came without a signature, and was refused: this account does not sign.',
          remedyOf(config),
        )
      : pass(
          'unsigned_but_trusted',
          'The callback came without a signature, and was believed by the token in its address.',
        );
  }
  const { diagnosis } = health ?? {};
  if (!diagnosis || !isSince(diagnosis.at, startedAt)) return null;
  return fail(
    'signature_fails',
    `The callback came, and its signature failed: ${diagnosis.detail}`,
    'Mend that, then run this again.',
  );
}

function signed(health: CallbackHealth | null, startedAt: number): Found {
  const previous = health?.secrets.find(({ name }) => name === 'previous');
  return isSince(previous?.lastMatchedAt, startedAt)
    ? warn(
        'previous_secret',
        'The callback came, signed with SINCH_WEBHOOK_SECRET_PREVIOUS.',
        'Keep that variable until Sinch has the new secret.',
      )
    : pass('signed', 'The callback came, rightly signed with SINCH_WEBHOOK_SECRET.');
}

export async function sendTrialSms(server: string, number: string, deps: TrialSmsDeps): Promise<Found> {
  const { config, ask, now, pause } = deps;
  const startedAt = Math.floor(now());
  const sent = await ask(`${server}/send-sms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: number, message: 'A test of your Sinch setup.' }),
  });
  const id = sent.kind === 'answer' && sent.status < 300 ? jsonOf(sent, sentSchema)?.id : undefined;
  if (id === undefined) return judgeRefusal(sent, number);

  while (now() - startedAt < PATIENCE_MS) {
    const message = jsonOf(await ask(`${server}/api/messages/${id}`), messageSchema);
    // After the message: whatever brought its report stands in the health by now.
    const health = await readHealth(ask, server);
    const found = judgeHealth(config, health, startedAt);
    if (found !== null) return found;
    const reports = message?.recipients.flatMap(({ history }) => history) ?? [];
    if (reports.some(({ source }) => source === 'callback')) return signed(health, startedAt);
    await pause(LOOK_EVERY_MS);
  }
  return fail(
    'no_callback',
    `The SMS was sent, but no callback came within ${PATIENCE_MS / 1000} seconds.`,
    'Look at the check of the webhook above. If it is good, a firewall may keep Sinch out.',
  );
}
