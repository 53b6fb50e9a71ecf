import { fork } from 'node:child_process';
import { built } from './build.ts';
import { answer } from './protocol.ts';

export interface Child<Question> {
  ask(question: Question): Promise<number>;
  stop(): void;
}

/** The same flags for whatever is compared; `--expose-gc` lets each start a round with a clean heap. */
const NODE_FLAGS = ['--expose-gc'];

export function startChild<Question extends object>(
  name: string,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): Child<Question> {
  const child = fork(built(name), args, {
    execArgv: [...NODE_FLAGS, ...flags],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const onExit = (): void => reject(new Error(`${name} ${args.join(' ')} ended`));
        child.once('exit', onExit);
        child.once('message', (message) => {
          child.off('exit', onExit);
          resolve(answer.parse(message));
        });
        child.send(question);
      }),
    stop: () => child.disconnect(),
  };
}
