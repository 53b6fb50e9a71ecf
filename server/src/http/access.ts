import type { NextFunction, Request, Response } from 'express';
import { isLoopbackHost } from '../config.ts';
import { sendProblem } from './problem.ts';

/** Tunnels and proxies add at least one of these. */
const FORWARDING_HEADERS = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
];

const isLoopbackAddress = (address: string | undefined): boolean =>
  address !== undefined && (address === '::1' || /^(::ffff:)?127\./.test(address));

const hostName = (host: string): string => host.replace(/:\d+$/, '');

/** Whether a request comes from this very machine, neither through a tunnel nor by a rebound DNS name. */
export function isFromThisMachine(req: Pick<Request, 'socket' | 'headers'>): boolean {
  return (
    isLoopbackAddress(req.socket.remoteAddress) &&
    isLoopbackHost(hostName(req.headers.host ?? '')) &&
    FORWARDING_HEADERS.every((header) => req.headers[header] === undefined)
  );
}

/** Everything that sends or shows messages answers to this machine only. */
export function onlyThisMachine(req: Request, res: Response, next: NextFunction): void {
  if (isFromThisMachine(req)) return next();
  sendProblem(res, {
    status: 403,
    code: 'not_from_here',
    detail: 'This server answers only to the machine that it runs on. Open it there, at http://localhost.',
  });
}
