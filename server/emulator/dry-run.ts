import { z } from 'zod';
import type { SendRequest } from './send-request.ts';
import { substitute } from './parameters.ts';
import { isGsm, partsOf } from './parts.ts';
import { parse } from './queries.ts';

const dryRunQuery = z.object({
  per_recipient: z.enum(['true', 'false']).default('false'),
  number_of_recipients: z.coerce.number().int().min(0).max(1000).default(100),
});

/** How many recipients to tell of; none unless `per_recipient` is asked for. */
export function parseDryRun(query: unknown): number {
  const { per_recipient, number_of_recipients } = parse(dryRunQuery, query);
  return per_recipient === 'true' ? number_of_recipients : 0;
}

/** What a send would come to. Of the encodings Sinch's samples show `text` only; `unicode` is a guess. */
export function dryRunJson(request: SendRequest, details: number): Record<string, unknown> {
  const per_recipient = request.to.map((recipient) => {
    const body = substitute(request, recipient) ?? request.body;
    return {
      recipient,
      number_of_parts: partsOf(body),
      body,
      encoding: isGsm(body) ? 'text' : 'unicode',
    };
  });
  return {
    number_of_recipients: request.to.length,
    number_of_messages: per_recipient.reduce((sum, { number_of_parts }) => sum + number_of_parts, 0),
    ...(details === 0 ? {} : { per_recipient: per_recipient.slice(0, details) }),
  };
}
