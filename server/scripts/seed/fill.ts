import { seededMessages } from './messages.ts';
import type { SeededMessage, SeedPlan } from './messages.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { rowsOf } from './rows.ts';
import type { Row } from './rows.ts';
import type { Tables } from './tables.ts';

/** In recipients, each with some reports. */
const AT_ONCE = 2000;
const ANSWERS = ['Yes', 'No', 'Thank you!', 'Who is this?', 'Danke 👍', 'Please call me.'];

function replyRows(random: Random, { recipients, createdAt, id }: SeededMessage, end: number): Row[] {
  const [only] = recipients;
  const receivedAt = createdAt + random.whole(20, 7200) * 1000;
  const isHeard =
    recipients.length === 1 && only?.history.some(({ status }) => status === 'DELIVERED') === true;
  if (!isHeard || !random.chance(0.02) || receivedAt > end) return [];
  return [
    {
      sinch_id: `R${id}`,
      from_number: only.number,
      to_number: '+12025550123',
      body: random.pick(ANSWERS),
      at: receivedAt - 400,
      received_at: receivedAt,
    },
  ];
}

async function write(
  tables: Tables,
  messages: readonly SeededMessage[],
  replies: readonly Row[],
  end: number,
) {
  const rows = messages.map((message) => rowsOf(message, end));
  await tables.begin();
  await tables.insert(
    'messages',
    rows.map(({ message }) => message),
  );
  const numbers = await tables.numbersOf(messages.map(({ id }) => id));
  const numbered = (children: 'recipients' | 'reports' | 'names'): Row[] =>
    rows.flatMap((one, index) => {
      const message = numbers.get(messages[index]!.id)!;
      return one[children].map((child): Row => ({ message, ...child }));
    });
  await tables.insert('recipients', numbered('recipients'));
  await tables.insert('reports', numbered('reports'));
  await tables.insert('sinch_ids', numbered('names'));
  await tables.insert('replies', replies);
  await tables.commit();
}

/** Some at a time, so that a server which works on the same database gets its turn. */
export async function fill(
  tables: Tables,
  plan: SeedPlan,
): Promise<{ messages: number; recipients: number }> {
  const random = createRandom(plan.seed);
  const total = { messages: 0, recipients: 0 };
  let waiting: SeededMessage[] = [];
  let replies: Row[] = [];
  let people = 0;
  const flush = async (): Promise<void> => {
    await write(tables, waiting, replies, plan.end);
    total.messages += waiting.length;
    total.recipients += people;
    [waiting, replies, people] = [[], [], 0];
  };
  for (const message of seededMessages(plan)) {
    waiting.push(message);
    replies.push(...replyRows(random, message, plan.end));
    people += message.recipients.length;
    if (people >= AT_ONCE) await flush();
  }
  if (waiting.length > 0) await flush();
  return total;
}
