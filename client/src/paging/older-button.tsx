import { Button } from '@mantine/core';
import { useLate } from '../ui/use-late.ts';

interface Props {
  words: { older: string; loadingOlder: string };
  isReading: boolean;
  onPress: () => void;
}

/** At the end of a list, the way to what is older. */
export function OlderButton({ words, isReading, onPress }: Props) {
  const late = useLate(isReading);
  return (
    <Button variant="default" onClick={onPress}>
      {late ? words.loadingOlder : words.older}
    </Button>
  );
}
