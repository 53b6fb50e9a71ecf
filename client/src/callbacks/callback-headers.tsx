import type { ReceivedCallback } from '@sinch-callback-app/server/contract';
import { useId } from 'react';
import { CALLBACKS } from '../texts/callbacks.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import classes from './callback-page.module.css';

type Headers = ReceivedCallback['headers'];

const linesOf = (headers: Headers): string =>
  headers.map(({ name, value }) => `${name}: ${value}`).join('\n');

export function CallbackHeaders({ headers }: { headers: Headers }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <div className={classes.bar}>
        <h3 id={heading}>{CALLBACKS.headers}</h3>
        {headers.length > 0 && <CopyButton text={linesOf(headers)} label={CALLBACKS.copyHeaders} />}
        <span className={classes.dimmed}>
          {headers.length === 0 ? CALLBACKS.noHeaders : CALLBACKS.headersNote}
        </span>
      </div>
      {headers.length > 0 && (
        <dl className={`${classes.raw} ${classes.headers} mono`}>
          {headers.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
