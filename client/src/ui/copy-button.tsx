import { Button, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import { COPIED } from '../texts/ui.ts';

/** Copies what stands beside it. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const clipboard = useClipboard({ timeout: 2000 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<Icon size={14} aria-hidden />}
        onClick={() => clipboard.copy(text)}
      >
        {label}
      </Button>
      <VisuallyHidden aria-live="polite">{clipboard.copied && COPIED}</VisuallyHidden>
    </>
  );
}
