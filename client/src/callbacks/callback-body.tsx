import type { ReceivedCallback } from '@sinch-callback-app/server/contract';
import { useId, useState } from 'react';
import { bodySize, CALLBACKS } from '../texts/callbacks.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Toggle } from '../ui/toggle.tsx';
import classes from './callback-page.module.css';
import { prettyJson } from './pretty-json.ts';

interface Props {
  callback: ReceivedCallback;
  onReveal: (reveal: boolean) => void;
}

/** As it was received, or for reading; masked until it is asked for. */
export function CallbackBody({ callback: { body, masked }, onReveal }: Props) {
  const heading = useId();
  const [isFormatted, setFormatted] = useState(false);
  const pretty = body.encoding === 'utf8' ? prettyJson(body.text) : null;
  return (
    <section aria-labelledby={heading}>
      <div className={classes.bar}>
        <h3 id={heading}>{CALLBACKS.body}</h3>
        <Toggle pressed={!masked} onChange={onReveal}>
          {CALLBACKS.reveal}
        </Toggle>
        {pretty !== null && (
          <Toggle pressed={isFormatted} onChange={setFormatted}>
            {CALLBACKS.formatted}
          </Toggle>
        )}
        {body.text !== '' && <CopyButton text={body.text} label={CALLBACKS.copyBody} />}
        <span className={classes.dimmed}>
          {masked ? CALLBACKS.masked : CALLBACKS.revealed} {bodySize(body)}
        </span>
      </div>
      <BodyText body={body} masked={masked} pretty={isFormatted ? pretty : null} />
    </section>
  );
}

interface TextProps extends Pick<ReceivedCallback, 'body' | 'masked'> {
  pretty: string | null;
}

function BodyText({ body, masked, pretty }: TextProps) {
  if (body.bytes === 0) return <p>{CALLBACKS.bodyEmpty}</p>;
  const isBinary = body.encoding === 'base64';
  if (isBinary && masked) return <p>{CALLBACKS.binaryMasked}</p>;
  return (
    <>
      {isBinary && <p>{CALLBACKS.base64}</p>}
      <pre className={`${classes.raw} mono`}>{pretty ?? body.text}</pre>
    </>
  );
}
