import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import { COPIED, copyExactly, copyNamed } from '../texts/ui.ts';
import classes from './copy-id.module.css';
import { shortenMiddle } from './shorten.ts';

interface Props {
  id: string;
  /** What the id is of, for those who hear the page: "batch id". */
  name: string;
  whole?: boolean;
  /** The button alone, where there is no room; the id is in its title. */
  bare?: boolean;
}

export function CopyId({ id, name, whole = false, bare = false }: Props) {
  const clipboard = useClipboard({ timeout: 2000 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <span className={classes.id}>
      {!bare && (
        <span className="mono" title={id}>
          {whole ? id : shortenMiddle(id)}
        </span>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={copyExactly(name, id)}
        title={bare ? copyExactly(name, id) : copyNamed(name)}
        onClick={() => clipboard.copy(id)}
      >
        <Icon size={14} aria-hidden />
      </ActionIcon>
      <VisuallyHidden aria-live="polite">{clipboard.copied && COPIED}</VisuallyHidden>
    </span>
  );
}
