import { Button, Skeleton } from '@mantine/core';
import { useRef } from 'react';
import { isNotFound } from '../api-errors.ts';
import { OlderButton } from '../paging/older-button.tsx';
import { CALLBACKS, EMPTY_WORDS, newOnes } from '../texts/callbacks.ts';
import { Note } from '../ui/note.tsx';
import { useFocusKept } from '../ui/use-focus-kept.ts';
import { Waiting } from '../ui/waiting.tsx';
import { AnnounceCallbacks } from './announce-callbacks.tsx';
import type { CallbackFilter } from './callback-filter.ts';
import { CallbackRow } from './callback-row.tsx';
import classes from './callbacks-page.module.css';
import { useCallbackList } from './use-callback-list.ts';
import { useHeldBack } from './use-held-back.ts';

const NONE = [] as const;

export function CallbackList({ filter }: { filter: CallbackFilter }) {
  const list = useCallbackList(filter);
  const { items: callbacks, error, hasOlder, isReadingOlder, showOlder } = list;
  const { shown, area, showNewer } = useHeldBack(callbacks ?? NONE);
  if (callbacks === undefined) return <Nothing error={error} />;
  const { items, newer, orMore } = shown;
  return (
    <>
      <div {...area}>
        <News newer={newer} orMore={orMore} onShow={showNewer} />
        {items.length === 0 ? (
          <p className={classes.empty}>
            {filter.message === null ? EMPTY_WORDS[filter.kept] : CALLBACKS.emptyOfMessage}
          </p>
        ) : (
          <ul aria-label={CALLBACKS.list}>
            {items.map((callback) => (
              <CallbackRow key={callback.id} callback={callback} />
            ))}
          </ul>
        )}
      </div>
      {hasOlder && (
        <div className={classes.more}>
          <OlderButton words={CALLBACKS} isReading={isReadingOlder} onPress={showOlder} />
        </div>
      )}
      <AnnounceCallbacks callbacks={callbacks} />
    </>
  );
}

interface NewsProps {
  newer: number;
  orMore: boolean;
  onShow: () => void;
}

function News({ newer, orMore, onShow }: NewsProps) {
  const place = useRef<HTMLDivElement>(null);
  const kept = useFocusKept(place);
  return (
    <div ref={place} className={classes.news} {...kept}>
      {newer === 0 ? (
        CALLBACKS.live
      ) : (
        <Button size="compact-xs" variant="default" onClick={onShow}>
          {newOnes(newer, orMore)}
        </Button>
      )}
    </div>
  );
}

function Nothing({ error }: { error: Error | null }) {
  if (error !== null) {
    return (
      <div className={classes.note}>
        <Note tone="unsure">{isNotFound(error) ? CALLBACKS.formerServer : CALLBACKS.failed}</Note>
      </div>
    );
  }
  return (
    <Waiting className={classes.placeholder}>
      <Skeleton height={14} width="80%" />
      <Skeleton height={14} width="65%" />
      <Skeleton height={14} width="75%" />
    </Waiting>
  );
}
