import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { LIST, shownAtMost } from '../texts/messages.ts';
import { useLate } from '../ui/use-late.ts';
import { searchOf } from './list-view.ts';
import type { ListView } from './list-view.ts';
import classes from './message-list.module.css';
import type { useMessageList } from './use-message-list.ts';
import { MOST_LINES } from './watched-list.ts';

interface Props {
  view: ListView;
  messages: ReturnType<typeof useMessageList>;
}

/** The way to older messages: below these, and from a full list on in a list of their own. */
export function ListFoot({ view, messages }: Props) {
  const { list, hasOlder, isFull, isReadingOlder, showOlder } = messages;
  const late = useLate(isReadingOlder);
  if (list === undefined || !hasOlder) return null;
  if (isFull) {
    return (
      <p className={classes.more}>
        {shownAtMost(MOST_LINES)}{' '}
        <Link href={`/${searchOf({ ...view, after: list.next })}`}>{LIST.goOn}</Link>
      </p>
    );
  }
  return (
    <div className={classes.more}>
      <Button variant="default" onClick={showOlder}>
        {late ? LIST.loadingOlder : LIST.showOlder}
      </Button>
    </div>
  );
}
