/** `pnpm forget +12025550123`: erases a person from everything that is stored. */
import { maskPhone, parseStoredPhone } from '../src/messages/phone.ts';
import { withStore } from './stored.ts';

/** No access token is called so: their names have no blanks. */
const ACTOR = 'command line';

await withStore(async (store) => {
  const phone = parseStoredPhone(process.argv[2] ?? '');
  if (!phone.ok) throw new Error(`Which number? ${phone.problem}`);
  const subject = maskPhone(phone.number);
  const forgotten = await store.forget(phone.number, {
    at: Date.now(),
    actor: ACTOR,
    deed: 'erased',
    subject,
  });
  const { messages, emptied, callbacks, orphans, replies } = forgotten;
  return [
    `${subject} is forgotten. Erased:`,
    `- a recipient of ${messages} messages; ${emptied} of them went to nobody else and are gone with their text`,
    `- ${callbacks} callbacks that named the number, as received`,
    `- ${replies} replies that came from it`,
    `- ${orphans} reports that waited for their message`,
    'Not erased: backups, the server’s log (it masks numbers), and what Sinch keeps.',
  ].join('\n');
});
