/** Entry of the process that plays Sinch: signs everything first, then posts it over kept-alive connections. */
import type { Socket } from 'node:net';
import { openConnection, postAll } from './connection.ts';
import { answerParent, loadQuestion } from './protocol.ts';
import type { LoadQuestion } from './protocol.ts';
import { signedRequests } from './requests.ts';

const CONNECTIONS = 32;

let requests: Buffer[] = [];
let sockets: Socket[] = [];

async function respond(question: LoadQuestion): Promise<number> {
  if (question.ask === 'prepare') {
    const { port, firstMessage, messages } = question;
    requests = signedRequests(firstMessage, messages, port);
    sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(port)));
    return requests.length;
  }
  let sent = 0;
  await Promise.all(sockets.map((socket) => postAll(socket, () => requests[sent++])));
  return requests.length;
}

answerParent(loadQuestion, respond);
