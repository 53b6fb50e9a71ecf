import { NAV } from '../texts/nav.ts';
import classes from './skip-link.module.css';

export const CONTENT = 'content';

/** The first that the Tab key finds: past the header, and past the form. */
export function SkipLink() {
  return (
    <a href={`#${CONTENT}`} className={classes.skip}>
      {NAV.skip}
    </a>
  );
}
