/** Entry of a process that serves callbacks and says how much CPU that took: user and system, all its threads. */
import { answerParent, serverQuestion } from './protocol.ts';
import type { ServerQuestion } from './protocol.ts';
import { startServer } from './servers/servers.ts';

const server = await startServer(process.argv[2]);
let start = process.cpuUsage();

async function respond(question: ServerQuestion): Promise<number> {
  switch (question.ask) {
    case 'port':
      return server.port;
    case 'insert':
      await server.insert(question.firstMessage, question.messages);
      return question.messages;
    case 'startMeter':
      globalThis.gc?.();
      start = process.cpuUsage();
      return 0;
    case 'readMeter': {
      const { user, system } = process.cpuUsage(start);
      return user + system;
    }
    case 'accepted':
      return server.accepted();
  }
}

answerParent(serverQuestion, respond);
