/** The log of the program, and what may stand in it of an error that somebody else made. */
import { pino } from 'pino';
import type { DestinationStream, Level, Logger } from 'pino';
import { maskNumbers } from './messages/phone.ts';
import { codeOf } from './thrown.ts';

interface LoggedError {
  type: string;
  code?: string;
  message: string;
  stack?: string;
  cause?: LoggedError;
  errors?: LoggedError[];
}

/** Causes may go in circles. */
const DEEPEST = 5;
const MOST_ERRORS = 5;

/** A database address has its password in it. */
const maskText = (text: string): string => maskNumbers(text).replaceAll(/:\/\/[^\s/@]+@/g, '://…@');

/** JSON.parse repeats what it could not read, which may be a body. */
const wordsOf = (error: Error): string =>
  error instanceof SyntaxError ? 'the text cannot be read' : maskText(error.message);

/**
 * Name, code, words and the lines of the stack. What else hangs on an error stays out: there a driver keeps the values
 * of the statement, an HTTP client the request, the body parser the body.
 */
function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: maskText(String(error)) };
  const code = codeOf(error);
  const frames = error.stack?.split('\n').filter((line) => /^ +at /.test(line)) ?? [];
  const message = wordsOf(error);
  const deeper = (other: unknown): LoggedError => describeError(other, depth + 1);
  const isDeepest = depth === DEEPEST;
  return {
    type: error.name,
    ...(code === null ? {} : { code: maskText(code) }),
    message,
    stack: [`${error.name}: ${message}`, ...frames].join('\n'),
    ...(error.cause === undefined || isDeepest ? {} : { cause: deeper(error.cause) }),
    ...(error instanceof AggregateError && !isDeepest
      ? { errors: error.errors.slice(0, MOST_ERRORS).map(deeper) }
      : {}),
  };
}

/** Every log of the program is made here. Without a destination: standard output. */
export const createLog = (destination?: DestinationStream, level: Level = 'info'): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => describeError(error) },
    },
    destination ?? pino.destination(1),
  );
