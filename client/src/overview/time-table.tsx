import { Table } from '@mantine/core';
import type { Overview } from '@sinch-callback-app/server/contract';
import { count } from '../texts/count.ts';
import { barName, OVERVIEW, percent } from '../texts/overview.ts';
import { ColumnHeads } from './column-heads.tsx';

export function TimeTable({ times: { histogram, count: all } }: { times: Overview['timeToDelivery'] }) {
  return (
    <Table aria-label={OVERVIEW.timeTitle} verticalSpacing={4}>
      <ColumnHeads names={[OVERVIEW.timeTitle, OVERVIEW.recipients, OVERVIEW.share]} />
      <Table.Tbody>
        {histogram.map((bar, index) => (
          <Table.Tr key={bar.upToSeconds}>
            <Table.Th scope="row">{barName(histogram, index)}</Table.Th>
            <Table.Td>{count(bar.count)}</Table.Td>
            <Table.Td>{percent(all === 0 ? null : bar.count / all)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
