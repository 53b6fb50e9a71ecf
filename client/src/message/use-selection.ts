import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { readSelection, writeSelection } from './selection.ts';
import type { Selection } from './selection.ts';

/** Which recipients are shown stands in the address, so that it can be kept, sent, and gone back to. */
export function useSelection() {
  const [params, setParams] = useSearchParams();
  const [location] = useLocation();
  const selection = useMemo(() => readSelection(params), [params]);
  const withPart = (part: Partial<Selection>): URLSearchParams =>
    writeSelection({ ...selection, page: 1, ...part });
  return {
    selection,
    hrefTo: (part: Partial<Selection>): string => {
      const search = withPart(part).toString();
      return search === '' ? location : `${location}?${search}`;
    },
    /** Typing leaves no trail of pages to go back through. */
    change: (part: Partial<Selection>): void => setParams(withPart(part), { replace: true }),
    turn: (page: number): void => setParams(withPart({ page })),
  };
}
