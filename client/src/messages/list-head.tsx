import { Button } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import type { MessageFilter } from '@sinch-callback-app/server/contract';
import { csvAddress } from '../api.ts';
import { LiveIndicator } from '../connection/live-indicator.tsx';
import { exportName, FILTERS, LIST } from '../texts/messages.ts';
import { filterWords } from './filter-words.ts';
import type { ListView } from './list-view.ts';
import classes from './message-list.module.css';

interface Props {
  view: ListView;
  filter: MessageFilter;
  /** When the list was last read, in milliseconds; 0: never. */
  updatedAt: number;
}

export function ListHead({ view, filter, updatedAt }: Props) {
  const name = exportName(filterWords(view));
  return (
    <div className={classes.head}>
      <h2 id="messages" tabIndex={-1}>
        {LIST.title}
      </h2>
      <LiveIndicator updatedAt={updatedAt} />
      {/* No link of the router: the browser itself takes it, however long it is. */}
      <Button
        component="a"
        href={csvAddress(filter)}
        download
        size="xs"
        variant="subtle"
        aria-label={name}
        title={name}
        className={classes.export}
        leftSection={<IconDownload size={14} aria-hidden />}
      >
        <span className={classes.exportWord}>{FILTERS.export}&nbsp;</span>
        {FILTERS.csv}
      </Button>
    </div>
  );
}
