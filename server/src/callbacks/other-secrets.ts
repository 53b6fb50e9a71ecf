/** The secret as the other side may have it, when the two sides do not have the same. */
import type { Finding } from '../contract.ts';

interface OtherSecret extends Finding {
  key: string | Buffer;
}

const QUOTES = [`"`, `'`, '`'];

function unquoted(secret: string): string | null {
  const quote = QUOTES.find((one) => secret.length > 2 && secret.startsWith(one) && secret.endsWith(one));
  return quote === undefined ? null : secret.slice(1, -1);
}

/** `variable` is where `secret` stands here. */
export function otherSecrets(secret: string, variable: string): OtherSecret[] {
  const others: OtherSecret[] = [];
  const trimmed = secret.trim();
  if (trimmed !== secret && trimmed !== '') {
    const detail = `${variable} has blanks or line breaks at its edges that the secret at Sinch does not have. Remove them, and restart.`;
    others.push({ key: trimmed, code: 'secret_blank_edges', detail });
  }
  for (const key of [`${secret}\n`, `${secret}\r\n`, `${secret} `, ` ${secret}`, `${secret}\t`]) {
    const detail = `The secret at Sinch has a blank or a line break at its edge that ${variable} does not have. Have it set again at Sinch, without.`;
    others.push({ key, code: 'secret_blank_edges', detail });
  }
  const bare = unquoted(secret);
  if (bare !== null) {
    const detail = `${variable} stands in quotes that the secret at Sinch does not have. Remove them, and restart.`;
    others.push({ key: bare, code: 'secret_quoted', detail });
  }
  for (const quote of QUOTES) {
    const detail = `The secret at Sinch stands in quotes that ${variable} does not have. Have it set again at Sinch, without.`;
    others.push({ key: quote + secret + quote, code: 'secret_quoted', detail });
  }
  const decoded = Buffer.from(secret, 'base64');
  if (decoded.length > 0) {
    const detail = `The signature was made with ${variable} decoded from base64. The secret is a text and used as it is: whoever signs must not decode it.`;
    others.push({ key: decoded, code: 'secret_base64', detail });
  }
  return others;
}
