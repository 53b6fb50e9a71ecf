import type { MessageState } from '@sinch-callback-app/server/contract';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { STATE_VIEWS } from './state-text.ts';
import { STATUS_VIEWS } from './status-view.ts';
import { StatusWord } from './status-word.tsx';
import { headline, leadText } from './summary.ts';
import type { Counts, Share } from './summary.ts';

interface Props {
  state: MessageState;
  counts: Counts;
  total: number;
  /** For a line of a list: more than two kinds of trouble become one. */
  brief?: boolean;
}

/** How far a message has come, and what went wrong with it. */
export function Progress({ state, counts, total, brief = false }: Props) {
  if (state !== 'accepted') {
    const { label, tone, Icon } = STATE_VIEWS[state];
    return (
      <StatusWord Icon={Icon} tone={tone}>
        {label}
      </StatusWord>
    );
  }
  const { lead, trouble } = headline(counts);
  return (
    <>
      {lead && <ShareWord share={lead} text={leadText(lead, total)} />}
      {brief && trouble.length > 2 && (
        <StatusWord Icon={IconX} tone="bad">
          Not delivered {trouble.reduce((sum, { count }) => sum + count, 0)}
        </StatusWord>
      )}
      {(brief && trouble.length > 2 ? [] : trouble).map((share) => (
        <ShareWord
          key={share.status}
          share={share}
          text={`${STATUS_VIEWS[share.status].label} ${share.count}`}
        />
      ))}
    </>
  );
}

function ShareWord({ share, text }: { share: Share; text: string }) {
  const { tone, Icon } = STATUS_VIEWS[share.status];
  return (
    <StatusWord Icon={Icon} tone={tone}>
      {text}
    </StatusWord>
  );
}
