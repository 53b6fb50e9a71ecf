import { z } from 'zod';
import type { Batch } from './batch.ts';
import type { BatchQuery } from './batches.ts';
import type { ReportFilter } from './reports.ts';
import { batchJson } from './batch.ts';
import { Refusal } from './refusal.ts';

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .optional();

const listQuery = z.object({
  page: z.coerce.number().int().min(0).default(0),
  page_size: z.coerce.number().int().min(1).max(100).default(30),
  from: z.string().optional(),
  start_date: instant,
  end_date: instant,
  client_reference: z.string().optional(),
});

const reportQuery = z.object({
  type: z.enum(['summary', 'full']).default('summary'),
  status: z.string().optional(),
  code: z.string().optional(),
});

export interface Listing extends Omit<BatchQuery, 'account'> {
  readonly page: number;
  readonly pageSize: number;
}

export function parseListing(query: unknown): Listing {
  const { page, page_size, from, start_date, end_date, client_reference } = parse(listQuery, query);
  return {
    page,
    pageSize: page_size,
    from,
    startDate: start_date,
    endDate: end_date,
    clientReference: client_reference,
  };
}

export function parseReportFilter(query: unknown): ReportFilter {
  const { type, status, code } = parse(reportQuery, query);
  return {
    full: type === 'full',
    ...(status === undefined ? {} : { statuses: new Set(status.split(',')) }),
    ...(code === undefined ? {} : { codes: new Set(code.split(',')) }),
  };
}

/** `count` is of all that match; `page_size` is what the SDK counts its pages by. */
export function listJson(batches: readonly Batch[], { page, pageSize }: Listing): Record<string, unknown> {
  const shown = batches.slice(page * pageSize, (page + 1) * pageSize);
  return { count: batches.length, page, page_size: pageSize, batches: shown.map(batchJson) };
}

function parse<T>(schema: z.ZodType<T>, query: unknown): T {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(400, 'syntax_invalid_parameter_format', `${issue?.path.join('.')}: ${issue?.message}`);
}
