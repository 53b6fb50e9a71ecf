import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { readView, searchOf } from './list-view.ts';
import type { Ignored, ListView } from './list-view.ts';

interface ListViewInAddress {
  view: ListView;
  ignored: Ignored[];
  /** `replace`: Back does not return to what was shown before. */
  show: (view: ListView, options?: { replace: boolean }) => void;
}

/** The address bar holds what is shown; Back and Forward lead through it. */
export function useListView(): ListViewInAddress {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const read = useMemo(() => readView(new URLSearchParams(search)), [search]);
  return { ...read, show: (view, options) => navigate(path + searchOf(view), options) };
}
