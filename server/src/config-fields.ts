/** What single variables may hold. A fault names the remedy, and never repeats the value. */
import { z } from 'zod';
import { parseCountry } from './messages/countries.ts';
import type { CountryCode } from './messages/countries.ts';
import { parseSender } from './messages/phone.ts';

/** For a transformation that cannot go on. */
export function refuse(ctx: z.core.$RefinementCtx, message: string): never {
  ctx.addIssue({ code: 'custom', message });
  return z.NEVER;
}

export const wholeNumber = (least: number, most: number, remedy: string) =>
  z.string().transform((text, ctx) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    return refuse(ctx, `must be a whole number from ${least} to ${most}; ${remedy}`);
  });

export const positiveSeconds = z.string().transform((text, ctx) => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  return refuse(ctx, 'must be a positive number of seconds, such as 172800');
});

/** An http(s) address without query, fragment or credentials; the trailing slash is dropped. */
export const address = (options: { path: boolean }) =>
  z.string().transform((text, ctx) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const plain = url && !url.search && !url.hash && !url.username && !url.password;
    if (!plain || !/^https?:$/.test(url.protocol) || (!options.path && url.pathname !== '/')) {
      const example = options.path ? 'https://sms.example.com' : 'http://127.0.0.1:4020';
      return refuse(ctx, `must be a plain http(s) address such as ${example}`);
    }
    return url.origin + url.pathname.replace(/\/+$/, '');
  });

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

export const origins = z.string().transform((text, ctx) => {
  const list = text.split(',').map((origin) => origin.trim().replace(/\/$/, ''));
  if (list.every(isOrigin)) return list;
  return refuse(
    ctx,
    'must list exact origins such as http://localhost:5173, separated by commas; "*" would let any page in',
  );
});

export const sender = z.string().transform((text, ctx) => {
  const parsed = parseSender(text);
  return parsed.ok ? parsed.sender : refuse(ctx, parsed.problem);
});

export const countries = z.string().transform((text, ctx): CountryCode[] => {
  const list = text.split(',').map(parseCountry);
  for (const [index, country] of list.entries()) {
    if (country !== null) continue;
    const message = `cannot be used: entry ${index + 1} is no country that has phone numbers of its own; write each by its two letters (ISO 3166), such as US,GB,DE`;
    ctx.addIssue({ code: 'custom', message });
  }
  return [...new Set(list.filter((country) => country !== null))];
});

export type StoredDatabase = { kind: 'file'; path: string } | { kind: 'postgres'; url: string };

export const databaseUrl = z.string().transform((text, ctx): StoredDatabase => {
  if (/^file:./.test(text)) return { kind: 'file', path: text.slice('file:'.length) };
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return { kind: 'postgres', url: text };
  return refuse(
    ctx,
    'must be file:./data/sms.db (SQLite), postgres://… (PostgreSQL), or empty to keep all in memory',
  );
});
