import { useSearch } from 'wouter';
import { addressOf, readFilter } from './callback-filter.ts';
import { CallbackList } from './callback-list.tsx';
import classes from './callbacks-page.module.css';
import { FilterLinks } from './filter-links.tsx';

/** What came to the webhook, newest first. */
export function CallbacksPage() {
  const filter = readFilter(useSearch());
  return (
    <div className={classes.page}>
      <FilterLinks filter={filter} />
      <CallbackList key={addressOf(filter)} filter={filter} />
    </div>
  );
}
