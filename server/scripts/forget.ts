/** `pnpm forget +12025550123`: erases a person from everything that is stored. */
import { maskPhone, parsePhone } from '../src/messages/phone.ts';
import { withStore } from './stored.ts';

await withStore(async (store) => {
  const phone = parsePhone(process.argv[2] ?? '');
  if (!phone.ok) throw new Error(`Which number? ${phone.problem}`);
  const { messages, emptied, callbacks, orphans, replies } = await store.forget(phone.number, Date.now());
  return [
    `${maskPhone(phone.number)} is forgotten. Erased:`,
    `- a recipient of ${messages} messages; ${emptied} of them went to nobody else and are gone with their text`,
    `- ${callbacks} callbacks that named the number, as received`,
    `- ${replies} replies that came from it`,
    `- ${orphans} reports that waited for their message`,
    'Not erased: backups, the server’s log (it masks numbers), and what Sinch keeps.',
  ].join('\n');
});
