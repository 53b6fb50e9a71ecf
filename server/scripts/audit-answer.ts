/** What pnpm says of known holes. Pure. */
import { z } from 'zod';

const reportSchema = z.object({
  advisories: z.record(
    z.string(),
    z.object({
      title: z.string(),
      module_name: z.string(),
      severity: z.string(),
      url: z.string().nullish(),
      /** Null where nothing mends it yet. */
      patched_versions: z.string().nullish(),
      findings: z.array(z.object({ version: z.string(), paths: z.array(z.string()) })),
    }),
  ),
  metadata: z.object({ totalDependencies: z.number() }),
});
type Report = z.infer<typeof reportSchema>;

export type AuditAnswer =
  | { kind: 'clean'; packages: number }
  | { kind: 'holes'; holes: string[] }
  /** Nothing is known, neither good nor bad. */
  | { kind: 'not_answered'; why: string };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function describeHole({ findings, ...hole }: Report['advisories'][string]): string {
  const versions = findings.map(({ version }) => version).join(', ');
  const paths = findings.flatMap((finding) => finding.paths);
  const [shortest = ''] = paths.toSorted((a, b) => a.length - b.length);
  const remedy = hole.patched_versions ? `Mended in ${hole.patched_versions}.` : 'Not mended yet.';
  return `${hole.severity}: ${hole.module_name} ${versions} (${shortest}): ${hole.title}. ${remedy} ${hole.url ?? ''}`.trim();
}

/** pnpm draws a frame around what it says. */
const withoutFrame = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'))
    .map((line) => line.replace(/^[\s│×├╰─▶]+/, ''))
    .join(' ')
    .trim();

export function readAudit({ stdout, stderr }: { stdout: string; stderr: string }): AuditAnswer {
  const report = reportSchema.safeParse(parseJson(stdout));
  if (!report.success) return { kind: 'not_answered', why: withoutFrame(stderr) || 'pnpm said nothing' };
  const { advisories, metadata } = report.data;
  const holes = Object.values(advisories).map(describeHole);
  return holes.length === 0
    ? { kind: 'clean', packages: metadata.totalDependencies }
    : { kind: 'holes', holes };
}
