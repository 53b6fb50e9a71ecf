import { Table } from '@mantine/core';
import type { Overview } from '@sinch-callback-app/server/contract';
import { count } from '../texts/count.ts';
import { GROUP_WORDS, OVERVIEW, percent } from '../texts/overview.ts';
import { ColumnHeads } from './column-heads.tsx';
import { GROUPS, rateOf } from './outcomes.ts';
import type { Groups } from './outcomes.ts';
import { nameOf } from './points.ts';
import type { Point } from './points.ts';

interface Props {
  points: readonly Point[];
  bucket: Overview['bucket'];
  total: Groups;
  kind: 'rate' | 'outcomes';
}

/** Newest first; what they come to stands at the end. */
export function SeriesTable({ points, bucket, total, kind }: Props) {
  const title = kind === 'rate' ? OVERVIEW.rateTitle : OVERVIEW.outcomesTitle;
  const columns = kind === 'rate' ? [OVERVIEW.rate] : GROUPS.map((group) => GROUP_WORDS[group]);
  const cells = (groups: Groups): string[] =>
    kind === 'rate' ? [percent(rateOf(groups))] : GROUPS.map((group) => count(groups[group]));
  return (
    <Table aria-label={title} verticalSpacing={4}>
      <ColumnHeads names={[OVERVIEW.when[bucket], ...columns]} />
      <Table.Tbody>
        {points.toReversed().map((point) => (
          <Line key={point.at} name={nameOf(point.at, bucket)} cells={cells(point)} />
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Line name={OVERVIEW.total} cells={cells(total)} />
      </Table.Tfoot>
    </Table>
  );
}

function Line({ name, cells }: { name: string; cells: readonly string[] }) {
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      {cells.map((cell, column) => (
        // oxlint-disable-next-line react/no-array-index-key -- columns have a fixed order
        <Table.Td key={column}>{cell}</Table.Td>
      ))}
    </Table.Tr>
  );
}
