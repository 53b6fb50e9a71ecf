import { Link } from 'wouter';
import { OlderButton } from '../paging/older-button.tsx';
import { LIST, shownAtMost } from '../texts/messages.ts';
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
      <OlderButton words={LIST} isReading={isReadingOlder} onPress={showOlder} />
    </div>
  );
}
