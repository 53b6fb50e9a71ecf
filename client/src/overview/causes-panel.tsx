import { Table } from '@mantine/core';
import type { Overview } from '@sinch-callback-app/server/contract';
import { Link } from 'wouter';
import { count } from '../texts/count.ts';
import { codeWords, meaningAfter, OVERVIEW, percent } from '../texts/overview.ts';
import classes from './causes-panel.module.css';
import { listOf } from './causes.ts';
import type { Cause } from './causes.ts';
import { fillOf } from './chart/patterns.tsx';
import { ColumnHeads } from './column-heads.tsx';

interface Props {
  causes: readonly Cause[];
  span: Pick<Overview, 'from' | 'before'>;
}

const sumOf = (causes: readonly Cause[]): number => causes.reduce((sum, cause) => sum + cause.count, 0);

/** Bars that can be read: each with its words, and the way to the messages. */
export function Causes({ causes, span, patterns }: Props & { patterns: string }) {
  const most = Math.max(...causes.map((cause) => cause.count));
  const all = sumOf(causes);
  return (
    <ul className={classes.causes}>
      {causes.map((cause) => (
        <li key={cause.key} className={classes.cause}>
          <span>
            <Link href={listOf(cause, span)}>{cause.label}</Link>
            {meaningAfter(cause.meaning)} <SmallPrint cause={cause} />
          </span>
          <span className={classes.count}>
            {count(cause.count)} <span className={classes.share}>{percent(cause.count / all)}</span>
          </span>
          <svg aria-hidden className={classes.bar} width="100%" height="8">
            <rect width={`${(cause.count / most) * 100}%`} height="8" fill={fillOf('failed', patterns)} />
          </svg>
        </li>
      ))}
    </ul>
  );
}

export function CausesTable({ causes, span }: Props) {
  const all = sumOf(causes);
  return (
    <Table aria-label={OVERVIEW.failuresTitle} verticalSpacing={4}>
      <ColumnHeads
        names={[OVERVIEW.cause, OVERVIEW.status, OVERVIEW.code, OVERVIEW.recipients, OVERVIEW.share]}
      />
      <Table.Tbody>
        {causes.map((cause) => (
          <Table.Tr key={cause.key}>
            <Table.Th scope="row" className={classes.meaning}>
              {cause.meaning}
            </Table.Th>
            <Table.Td>
              <Link href={listOf(cause, span)}>{cause.label}</Link>
            </Table.Td>
            <Table.Td className={classes.word}>{cause.reason ?? cause.code ?? OVERVIEW.none}</Table.Td>
            <Table.Td>{count(cause.count)}</Table.Td>
            <Table.Td>{percent(cause.count / all)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function SmallPrint({ cause: { code, reason } }: { cause: Cause }) {
  const words = reason ?? (code === null ? null : codeWords(code));
  return words !== null && <span className={classes.code}>{words}</span>;
}
