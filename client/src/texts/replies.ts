/** What the page says about what recipients wrote back. */
export const REPLIES = {
  heading: 'Replies',
  none: 'None yet. They appear here by themselves.',
  whose: 'All that its recipients have written since it was made.',
  older: 'Show older replies',
  loadingOlder: 'Loading older replies',
} as const;

/** For those who hear the page. */
export const newReply = (from: string, body: string): string => `New reply from ${from}: ${body}`;
export const newReplies = (count: number): string => `${count} new replies.`;
