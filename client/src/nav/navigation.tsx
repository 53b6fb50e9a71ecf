import { Link, useLocation } from 'wouter';
import { NAV } from '../texts/nav.ts';
import classes from './navigation.module.css';

const VIEWS = [
  { to: '/', below: '/messages/', name: NAV.messages },
  { to: '/overview', below: '/overview/', name: NAV.overview },
  { to: '/callbacks', below: '/callbacks/', name: NAV.callbacks },
] as const;

export function Navigation() {
  const [location] = useLocation();
  return (
    <nav aria-label={NAV.views} className={classes.nav}>
      {VIEWS.map(({ to, below, name }) => (
        <Link key={to} href={to} className={classes.link} aria-current={currentOf(location, to, below)}>
          {name}
        </Link>
      ))}
    </nav>
  );
}

/** `true`: something within that view. */
function currentOf(location: string, to: string, below: string): 'page' | 'true' | undefined {
  if (location === to) return 'page';
  return location.startsWith(below) ? 'true' : undefined;
}
