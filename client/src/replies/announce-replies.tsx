import { VisuallyHidden } from '@mantine/core';
import type { Reply } from '@sinch-callback-app/server/contract';
import { useEffect, useRef, useState } from 'react';
import { describeNews } from './known-replies.ts';

/** Tells those who hear the page of replies that came while it was open, politely. */
export function AnnounceReplies({ replies }: { replies: readonly Reply[] }) {
  const [sentence, setSentence] = useState('');
  const announced = useRef(replies);
  useEffect(() => {
    const news = describeNews(announced.current, replies);
    announced.current = replies;
    if (news !== null) setSentence(news);
  }, [replies]);
  return <VisuallyHidden aria-live="polite">{sentence}</VisuallyHidden>;
}
