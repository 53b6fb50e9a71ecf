import { Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMemo, useRef } from 'react';
import { LIST } from '../texts/messages.ts';
import { titled } from '../texts/nav.ts';
import { dayOf } from '../ui/days.ts';
import { useFocusKept } from '../ui/use-focus-kept.ts';
import { useLate } from '../ui/use-late.ts';
import { useNow } from '../ui/use-now.ts';
import { AnnounceChanges } from './announce-changes.tsx';
import { AnnounceFound } from './announce-found.tsx';
import { criteriaOf } from './criteria.ts';
import { FilterBar } from './filter-bar.tsx';
import { NOTHING } from './known-list.ts';
import { ListFoot } from './list-foot.tsx';
import { ListHead } from './list-head.tsx';
import { EmptyList, FailedList, faultsOf, IgnoredNote, OlderNote } from './list-notes.tsx';
import { EVERYTHING, searchOf } from './list-view.ts';
import classes from './message-list.module.css';
import { MessageRow } from './message-row.tsx';
import { NewMessages } from './new-messages.tsx';
import { useListView } from './use-list-view.ts';
import { useMessageList } from './use-message-list.ts';
import { useRowFocus } from './use-row-focus.ts';

export function MessageList() {
  const { view, ignored, show } = useListView();
  // A page that is left open overnight has another day in the morning.
  const today = dayOf(useNow());
  const filter = useMemo(() => criteriaOf(view, today), [view, today]);
  const section = useRef<HTMLElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  const messages = useMessageList({ filter, after: view.after }, () => isReading(rows.current));
  const { list, error, isOfBefore } = messages;
  const spoken = useMemo(() => list && [...list.news.items, ...list.items], [list]);
  useDocumentTitle(titled(LIST.title));
  useRowFocus(section, view.after, list !== undefined);
  const slow = useLate(list === undefined && error === null);
  const slowChange = useLate(isOfBefore);
  const clear = (): void => show(EVERYTHING);
  const findFault = faultsOf(error).find(({ path }) => path === 'find')?.message;
  const showNews = (): void => {
    messages.showNews();
    // At the top of the list, nothing is read that could be pushed away: what comes next appears by itself.
    section.current?.querySelector('h2')?.focus();
  };
  return (
    <section ref={section} aria-labelledby="messages" className={classes.list} {...useFocusKept(section)}>
      <ListHead view={view} filter={filter} updatedAt={messages.updatedAt} />
      <FilterBar view={view} today={today} findFault={findFault} onShow={show} />
      <IgnoredNote ignored={ignored} />
      <OlderNote view={view} />
      <NewMessages news={list?.news ?? NOTHING} onShow={showNews} />
      <div className={classes.body} aria-busy={isOfBefore} data-dimmed={slowChange || undefined}>
        {list === undefined && slow && <Placeholder />}
        {list === undefined && error !== null && <FailedList error={error} onClear={clear} />}
        {list?.items.length === 0 && !isOfBefore && <EmptyList view={view} onClear={clear} />}
        {list !== undefined && list.items.length > 0 && (
          <ul ref={rows}>
            {list.items.map((message) => (
              <MessageRow key={message.id} message={message} />
            ))}
          </ul>
        )}
        <ListFoot view={view} messages={messages} />
      </div>
      {spoken && !isOfBefore && <AnnounceChanges key={searchOf(view)} messages={spoken} />}
      <AnnounceFound view={view} list={isOfBefore ? undefined : list} />
    </section>
  );
}

/** Whoever has gone into the list, with the focus or further down, is not to be pushed away from where they are. */
const isReading = (rows: HTMLElement | null): boolean =>
  rows !== null && (rows.contains(document.activeElement) || rows.getBoundingClientRect().top < 0);

function Placeholder() {
  return (
    <div className={classes.placeholder} aria-hidden>
      <Skeleton height={14} width="80%" />
      <Skeleton height={14} width="65%" />
      <Skeleton height={14} width="75%" />
    </div>
  );
}
