import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './way-back.module.css';

/** To the list that something was opened from. */
export function WayBack({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={classes.back}>
      <IconArrowLeft size={16} aria-hidden /> {children}
    </Link>
  );
}
