import { Link } from 'wouter';
import { CALLBACKS, KEPT_WORDS, messageLink } from '../texts/callbacks.ts';
import choice from '../ui/choice.module.css';
import { addressOf, KEPT } from './callback-filter.ts';
import type { CallbackFilter } from './callback-filter.ts';
import classes from './callbacks-page.module.css';

export function FilterLinks({ filter }: { filter: CallbackFilter }) {
  return (
    <>
      <nav aria-label={CALLBACKS.which} className={`${choice.choices} ${classes.filters}`}>
        {KEPT.map((kept) => (
          <Link
            key={kept}
            href={addressOf({ ...filter, kept })}
            className={choice.choice}
            aria-current={kept === filter.kept || undefined}
          >
            {KEPT_WORDS[kept]}
          </Link>
        ))}
      </nav>
      {filter.message !== null && (
        <p className={classes.about}>
          {CALLBACKS.aboutOne}{' '}
          <Link href={`/messages/${encodeURIComponent(filter.message)}`}>{messageLink(filter.message)}</Link>
          {' · '}
          <Link href={addressOf({ ...filter, message: null })}>{CALLBACKS.aboutAll}</Link>
        </p>
      )}
    </>
  );
}
