import { Refused, Unreadable } from '../api-errors.ts';

export interface TroubleText {
  title: string;
  advice: string;
}

/** What is wrong, and what to do about it. */
export function describeTrouble(error: Error, online: boolean): TroubleText {
  if (error instanceof Refused) return describeRefused(error);
  if (error instanceof Unreadable) {
    return {
      title: 'The answer makes no sense to this page.',
      advice: 'Reload the page. If that does not help, see what else listens on the port of the server.',
    };
  }
  if (!online) {
    return {
      title: 'You are offline.',
      advice: 'Check your network. The page goes on by itself as soon as you are back.',
    };
  }
  return {
    title: 'The server does not answer.',
    advice: 'See that it runs (npm run dev) and read its output. The page keeps trying by itself.',
  };
}

function describeRefused({ problem, message }: Refused): TroubleText {
  if (problem.status === 403) return { title: 'The server does not let you in.', advice: message };
  if (problem.status === 429)
    return { title: 'You are asking too often.', advice: 'The page slows down by itself.' };
  const reference =
    problem.requestId === undefined ? '' : ` Look for request ${problem.requestId} in its log.`;
  return {
    title: 'The server has trouble.',
    advice: `${message}${reference} The page keeps trying by itself.`,
  };
}
