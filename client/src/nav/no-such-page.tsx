import { useDocumentTitle } from '@mantine/hooks';
import { Link } from 'wouter';
import { NAV, titled } from '../texts/nav.ts';
import classes from './view.module.css';

export function NoSuchPage() {
  useDocumentTitle(titled(NAV.nothing));
  return (
    <div className={classes.nothing}>
      <h2 tabIndex={-1}>{NAV.nothing}</h2>
      <Link href="/">{NAV.allMessages}</Link>
    </div>
  );
}
