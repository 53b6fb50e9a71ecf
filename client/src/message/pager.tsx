import { Button } from '@mantine/core';
import { pageText, RECIPIENTS } from '../texts/message.ts';
import classes from './recipients.module.css';
import { PAGE_SIZE } from './selection.ts';

interface Props {
  page: number;
  pages: number;
  /** Of all pages together. */
  total: number;
  onTurn: (page: number) => void;
}

export function Pager({ page, pages, total, onTurn }: Props) {
  const first = (page - 1) * PAGE_SIZE + 1;
  return (
    <nav aria-label={RECIPIENTS.pages} className={classes.pager}>
      <Button size="xs" variant="default" disabled={page === 1} onClick={() => onTurn(page - 1)}>
        {RECIPIENTS.previous}
      </Button>
      <span>{pageText(first, Math.min(first + PAGE_SIZE - 1, total), total)}</span>
      <Button size="xs" variant="default" disabled={page === pages} onClick={() => onTurn(page + 1)}>
        {RECIPIENTS.next}
      </Button>
    </nav>
  );
}
