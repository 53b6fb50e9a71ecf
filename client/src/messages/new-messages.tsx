import { Button } from '@mantine/core';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import { newMessages } from '../texts/messages.ts';
import type { KnownList } from './known-list.ts';
import classes from './message-list.module.css';

/** Lies over the list, so that it moves nothing. It is announced with all that changed, not by itself. */
export function NewMessages({ news, onShow }: { news: KnownList; onShow: () => void }) {
  return (
    <div className={classes.newsPlace}>
      {news.items.length > 0 && (
        <Button
          size="xs"
          radius="xl"
          className={classes.news}
          leftSection={<IconArrowUp size={14} aria-hidden />}
          onClick={onShow}
        >
          {newMessages(news.items.length, news.next === null)}
        </Button>
      )}
    </div>
  );
}
