/** Whether what Sinch posts to the callback address arrives at this server, unchanged. Pure. */
import { z } from 'zod';
import { isLoopbackUrl, WEBHOOK_PATH } from '../../src/config.ts';
import type { Config } from '../../src/config.ts';
import { receivedSchema } from '../../src/contract.ts';
import { jsonOf, type Reply } from './ask.ts';
import { fail, pass, warn, type Finding } from './finding.ts';
import { judgeStranger } from './strangers.ts';
import type { Trial, Way } from './way.ts';
import {
  bodyChanged,
  headersChanged,
  judgeSilence,
  notReady,
  otherServer,
  portTaken,
  wrongPath,
} from './webhook-findings.ts';

type Found = Finding<'webhook'>;

const problemSchema = z.object({ type: z.literal('about:blank'), code: z.string() });

/** What our webhook says, in one word; null where somebody else answers. */
function ownWord(reply: Reply): string | null {
  if (jsonOf(reply, receivedSchema) !== null) return 'received';
  return jsonOf(reply, problemSchema)?.code ?? null;
}

const isUnready = (word: string | null): boolean => word === 'unavailable' || word === 'overloaded';

/** Where the doctor itself listened, it knows each byte. */
function judgeArrival({ arrival, reply }: Trial): Found | null {
  if (arrival === null) return null;
  if (arrival.path !== WEBHOOK_PATH) return wrongPath(`: ${arrival.path.slice(0, 100)}`);
  if (!arrival.bodyIntact) return bodyChanged();
  if (arrival.changedHeaders.length > 0) return headersChanged(`: ${arrival.changedHeaders.join(', ')}`);
  if (ownWord(reply) === 'received') return pass('good', 'arrived');
  const instead = reply.kind === 'answer' ? `HTTP ${reply.status}` : reply.code;
  return fail(
    'answer_changed',
    `Callbacks arrive, but whoever sent them gets another answer than was given (${instead}). Sinch would repeat them, or give them up.`,
    'Look at the tunnel or proxy in between: it must pass the answers on, and in time.',
  );
}

/** The server that runs takes this secret, and yet says 401 to what came the long way. */
function judgeRefusal({ diagnosis }: Trial): Found {
  if (diagnosis === null) {
    return fail(
      'changed_or_other_server',
      'The signature is refused (HTTP 401), though not by the server here: PUBLIC_URL leads to another server with another secret, or a proxy drops the headers of the signature.',
      'To tell which, stop the server here and run this again: then every byte that arrives is looked at.',
    );
  }
  return diagnosis === 'partly_signed' || diagnosis === 'algorithm' ? headersChanged('') : bodyChanged();
}

function judgeTrial(trial: Trial, { url, receiver }: Way, port: number): Found {
  const arrived = judgeArrival(trial);
  if (arrived !== null) return arrived;
  const { reply, seen } = trial;
  if (reply.kind === 'silence') return judgeSilence(url, reply);
  const word = ownWord(reply);
  if (word === null) return judgeStranger(reply, url, port);
  if (receiver === 'doctor') return otherServer();
  if (word === 'received') return seen === false ? otherServer() : pass('good', 'arrived');
  if (word === 'unauthorized') return judgeRefusal(trial);
  if (word === 'not_found') return wrongPath('');
  if (word === 'invalid_body') return bodyChanged();
  if (isUnready(word)) return notReady(word);
  return otherServer();
}

/** What the server that runs says to a canary that took no way at all. */
function judgeDirect(reply: Reply, port: number): Found | null {
  const word = ownWord(reply);
  if (word === 'received') return null;
  if (word === 'unauthorized') {
    return fail(
      'secret_differs',
      'The server that runs has another SINCH_WEBHOOK_SECRET than the one that is set now, or its clock is wrong.',
      'Restart the server, so that it reads the secret anew.',
    );
  }
  return isUnready(word) ? notReady(word ?? '') : portTaken(port);
}

const judgeForgery = (reply: Reply | null): Found | null =>
  reply?.kind === 'answer' && reply.status >= 200 && reply.status < 300
    ? fail(
        'forgery_accepted',
        'A callback that nobody signed was accepted at PUBLIC_URL: whatever answers there does not verify signatures.',
        'Check PUBLIC_URL, and look for a proxy in between that answers by itself.',
      )
    : null;

/** As far as it can be seen from this machine. */
function praise({ url, receiver, trials }: Way): Found {
  if (isLoopbackUrl(url)) {
    return pass('this_machine', `Callbacks come from this very machine to ${url}, and arrive.`);
  }
  const certain = receiver === 'doctor' || trials.every(({ seen }) => seen === true);
  const where = certain ? 'arrives here unchanged' : 'is answered as this server would';
  const says = `What is posted to ${url} ${where}, and refused without a signature. A firewall that lets only some in cannot be seen from here.`;
  return pass('good', says);
}

/** `inDatabase`: whether what the server here did not see has reached its database all the same. */
export function judgeWay(way: Way, { port }: Pick<Config, 'port'>, inDatabase: boolean | null): Found[] {
  const direct = way.direct === null ? null : judgeDirect(way.direct, port);
  if (direct !== null) return [direct];
  const found = way.trials.map((trial) => judgeTrial(trial, way, port));
  const [first] = found;
  const last = found.at(-1);
  if (last !== undefined && way.trials.at(-1)?.reply.kind === 'silence') return [last];
  const causes = new Set(found.map(({ cause }) => cause));
  if (inDatabase === true && [...causes].every((cause) => cause === 'good' || cause === 'other_server')) {
    const says = 'Callbacks arrive at several servers that share one database.';
    return [warn('same_database', says, null)];
  }
  if (causes.size > 1) {
    const says = `Several servers take turns at PUBLIC_URL: of ${found.length} callbacks, each signed alike, some arrive and some do not.`;
    const remedy =
      'Look for a second tunnel of the same address, on this machine or another, and stop it. Behind a load balancer all servers need one database and one secret.';
    return [fail('two_servers', says, remedy)];
  }
  if (first === undefined || first.status !== 'pass') return found.slice(0, 1);
  return [judgeForgery(way.forgery) ?? praise(way)];
}
