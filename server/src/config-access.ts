/** The variables that say who may come in. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { refuse } from './config-fields.ts';

/** Who may come in. Without any token: only this machine. */
export interface Access {
  tokens: readonly { name: string; token: string }[];
  /** This machine's own requests need no token, although there are some. */
  trustLoopback: boolean;
}

/** Whose forwarding headers are believed: nobody's, those of so many hops, or those of these addresses. */
export type TrustProxy = false | number | readonly string[];

const TOKEN_NAME = /^[A-Za-z0-9_-]{1,32}$/;
/** 24 random characters cannot be guessed, however often one may try. */
const TOKEN = /^[\x21-\x7e]{24,256}$/;

/** `name:token` pairs. Neither may stand in a fault, so that names the entry by its place. */
export const accessTokens = z.string().transform((text, ctx) => {
  const entries = text.split(',').map((entry) => {
    const [name = '', ...rest] = entry.trim().split(':');
    return { name, token: rest.join(':'), isPair: rest.length > 0 };
  });
  const isRepeated = (field: 'name' | 'token', index: number): boolean =>
    entries.findIndex((other) => other[field] === entries[index]?.[field]) < index;
  for (const [index, { name, token, isPair }] of entries.entries()) {
    const fault = (problem: string): void =>
      ctx.addIssue({ code: 'custom', message: `cannot be used: in entry ${index + 1} ${problem}` });
    if (!isPair) {
      fault('there is no colon between a name and a token');
      continue;
    }
    if (!TOKEN_NAME.test(name))
      fault('the name before the colon must be 1 to 32 letters, digits, "-" or "_"');
    else if (isRepeated('name', index)) fault('the name is one that stood there before; give each its own');
    if (!TOKEN.test(token))
      fault('the token must be 24 to 256 visible ASCII characters; make one: `openssl rand -base64 32`');
    else if (isRepeated('token', index)) fault('the token is one that stood there before; make another');
  }
  return entries.map(({ name, token }) => ({ name, token }));
});

const NAMED_NETWORKS: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Of IPv4 a network of class A, of IPv6 what is private: nobody's proxies are spread wider. */
const PREFIXES = { 4: { least: 8, most: 32 }, 6: { least: 7, most: 128 } } as const;

/** `::ffff:0:0/96` is all of IPv4 in another spelling. */
const isMapped = (address: string): boolean => new URL(`http://[${address}]`).hostname.startsWith('[::ffff:');

/** An address or a subnet, none so wide that strangers are in it. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if ((version !== 4 && version !== 6) || address.includes('%') || rest.length > 0) return false;
  if (version === 6 && isMapped(address)) return false;
  const { least, most } = PREFIXES[version];
  if (prefix === undefined) return true;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) >= least && Number(prefix) <= most;
}

export const trustProxy = z.string().transform((text, ctx): TrustProxy => {
  if (/^\d$/.test(text)) return text === '0' ? false : Number(text);
  const list = text.split(',').map((entry) => entry.trim());
  if (list.every((entry) => NAMED_NETWORKS.has(entry) || isNetwork(entry))) return list;
  return refuse(
    ctx,
    'must be the number of proxies before this server (1 to 9), or their addresses such as loopback or 10.0.0.0/8, separated by commas; believing everybody would let anybody pass for another',
  );
});
