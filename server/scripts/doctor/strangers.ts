/** An answer at the callback address that is not this program's. Pure. */
import { WEBHOOK_PATH } from '../../src/config.ts';
import type { Answer } from './ask.ts';
import { fail, type Finding } from './finding.ts';
import { judgeTunnel } from './tunnel-answers.ts';

/** Where a redirect leads, without what may be a secret in it. */
function placeOf(location: string | null, url: string): string {
  const target = URL.parse(location ?? '', url);
  return target === null ? 'an unreadable address' : target.origin + target.pathname;
}

export function judgeStranger(answer: Answer, url: string, port: number): Finding<'webhook'> {
  const tunnel = judgeTunnel(answer, url, port);
  if (tunnel !== null) return tunnel;
  const { status, headers } = answer;
  if (status >= 300 && status < 400) {
    const says = `PUBLIC_URL leads on to ${placeOf(headers.get('location'), url)} (HTTP ${status}), and Sinch need not follow.`;
    return fail('redirect', says, 'Set PUBLIC_URL to the address that it ends at.');
  }
  if ([401, 403, 407].includes(status)) {
    const says = `Something before the server asks for a sign-in or keeps strangers out (HTTP ${status}).`;
    return fail('guarded', says, `Let POST requests to ${WEBHOOK_PATH} through without it: they are signed.`);
  }
  if (status >= 502 && status <= 504) {
    const says = `A proxy answers at PUBLIC_URL, but reaches no server behind it (HTTP ${status}).`;
    return fail('nothing_behind', says, `Let it lead to port ${port} of this machine.`);
  }
  return fail(
    'other_program',
    `Another program answers at PUBLIC_URL (HTTP ${status}).`,
    `Check PUBLIC_URL, and that the tunnel or proxy leads to port ${port} of this machine.`,
  );
}
