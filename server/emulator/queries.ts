import { z } from 'zod';
import type { Batch } from './batch.ts';
import type { BatchQuery } from './batches.ts';
import type { ReportFilter, ReportQuery } from './reports.ts';
import { batchJson } from './batch.ts';
import { Refusal } from './refusal.ts';

const DAY = 24 * 60 * 60 * 1000;

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .optional();

const anyList = z.object({
  page: z.coerce.number().int().min(0).default(0),
  page_size: z.coerce.number().int().min(1).max(100).default(30),
  start_date: instant,
  end_date: instant,
  client_reference: z.string().optional(),
});
const listQuery = anyList.extend({ from: z.string().optional() });

const anyReport = z.object({ status: z.string().optional(), code: z.string().optional() });
const reportListQuery = anyList.extend(anyReport.shape);
const reportQuery = anyReport.extend({ type: z.enum(['summary', 'full']).default('summary') });

interface Page {
  readonly page: number;
  readonly pageSize: number;
}

interface Listing extends Omit<BatchQuery, 'account'>, Page {}

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
  return { full: type === 'full', statuses: listOf(status), codes: listOf(code) };
}

function listOf(text: string | undefined): ReadonlySet<string> | undefined {
  return text === undefined ? undefined : new Set(text.split(','));
}

interface ReportListing extends ReportQuery, Page {}

/** Without `start_date`: of the last 24 hours. */
export function parseReportListing(query: unknown, now: number): ReportListing {
  const read = parse(reportListQuery, query);
  return {
    page: read.page,
    pageSize: read.page_size,
    startDate: read.start_date ?? now - DAY,
    endDate: read.end_date ?? Infinity,
    clientReference: read.client_reference,
    statuses: listOf(read.status),
    codes: listOf(read.code),
  };
}

export function reportListJson(
  reports: readonly Record<string, unknown>[],
  listing: Page,
): Record<string, unknown> {
  return pageJson('delivery_reports', reports, listing);
}

export function listJson(batches: readonly Batch[], listing: Listing): Record<string, unknown> {
  return pageJson('batches', batches.map(batchJson), listing);
}

/** `count` is of all that match; `page_size` is what the SDK counts its pages by. */
function pageJson(name: string, all: readonly unknown[], { page, pageSize }: Page): Record<string, unknown> {
  const shown = all.slice(page * pageSize, (page + 1) * pageSize);
  return { count: all.length, page, page_size: pageSize, [name]: shown };
}

export function parse<T>(schema: z.ZodType<T>, query: unknown): T {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(400, 'syntax_invalid_parameter_format', `${issue?.path.join('.')}: ${issue?.message}`);
}
