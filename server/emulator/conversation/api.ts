import type { ErrorRequestHandler, Express } from 'express';
import { ulid } from 'ulid';
import type { AppOptions } from './apps.ts';
import type { ConversationLife } from './life.ts';
import type { ConversationMessage } from './message.ts';
import type { ConversationSend } from './send-request.ts';
import { admit, admitRecipients, ExpiredToken, TOKEN_EXPIRED } from '../admission.ts';
import { callerOf, jsonText, refusalOf } from '../http.ts';
import { Refusal } from '../refusal.ts';
import { pushBounded } from '../ring.ts';
import { sendScenario } from '../scenarios.ts';
import { appsJson } from './apps.ts';
import { messageJson } from './message.ts';
import { parseConversationSend } from './send-request.ts';

const MAX_MESSAGES_KEPT = 10_000;

interface ConversationApiOptions extends AppOptions {
  /** Oldest first. */
  readonly messages: ConversationMessage[];
  readonly life: ConversationLife;
  readonly now: () => number;
  readonly random?: (() => number) | undefined;
}

/** What the Conversation API has of messages, and of the app that sends them (docs/sinch.md, "The Conversation API"). */
export function mountConversationApi(app: Express, options: ConversationApiOptions): void {
  const { messages, life, now } = options;
  const busy = new Set<string>();

  app.use('/v1/projects/:project', (req, _res, next) => {
    admit(options, 'conversation', callerOf(req, req.params.project), now());
    next();
  });

  // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 passes a rejection on
  app.post('/v1/projects/:project/messages\\:send', async (req, res) => {
    const request = parseConversationSend(jsonText(req));
    if (request.app_id !== options.conversationAppId) throw new Refusal(404, null, 'The app does not exist.');
    admitRecipients(options, [request.number]);
    const scenario = sendScenario(request.number);
    if (scenario?.kind === 'refuse' && refuses(request, scenario.status, busy)) {
      throw new Refusal(scenario.status, null, 'As the number asks for.');
    }
    const message = accept(request, req.params.project);
    await life.begin(message, scenario?.kind === 'hang');
    if (scenario?.kind === 'drop') req.socket.destroy();
    else if (scenario?.kind !== 'hang') {
      res.json({ message_id: message.id, accepted_time: new Date(message.acceptedAt).toISOString() });
    }
  });

  app.get('/v1/projects/:project/messages/:id', (req, res) => {
    const { project, id } = req.params;
    const message = messages.find((one) => one.id === id && one.project === project);
    if (!message) throw new Refusal(404, null, 'The message does not exist.');
    res.json(messageJson(message));
  });

  app.get('/v1/projects/:project/apps', (_req, res) => {
    res.json({ apps: appsJson(options) });
  });

  app.get('/v1/projects/:project/apps/:id', (req, res) => {
    const found = appsJson(options).find(({ id }) => id === req.params.id);
    if (!found) throw new Refusal(404, null, 'The app does not exist.');
    res.json(found);
  });

  app.use('/v1', () => {
    throw new Refusal(501, null, 'The emulator does not imitate this call; see its README.');
  });
  app.use('/v1', answerConversationRefusal);

  function accept(request: ConversationSend, project: string): ConversationMessage {
    const acceptedAt = now();
    const message = { id: ulid(acceptedAt, options.random), project, request, acceptedAt, state: null };
    pushBounded(messages, message, MAX_MESSAGES_KEPT);
    return message;
  }
}

/** Too many requests are so for a moment: the next send to the same number goes through. */
function refuses({ number }: ConversationSend, status: number, busy: Set<string>): boolean {
  if (status !== 429) return true;
  if (busy.delete(number)) return false;
  busy.add(number);
  return true;
}

const STATUS_NAMES: ReadonlyMap<number, string> = new Map([
  [400, 'INVALID_ARGUMENT'],
  [401, 'UNAUTHENTICATED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [429, 'RESOURCE_EXHAUSTED'],
  [501, 'UNIMPLEMENTED'],
]);

/** Express knows an error handler by its four parameters. */
const answerConversationRefusal: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error);
  const refusal = refusalOf(error);
  if (refusal instanceof ExpiredToken) res.set('www-authenticate', TOKEN_EXPIRED);
  const status = STATUS_NAMES.get(refusal.status) ?? 'INTERNAL';
  const message = refusal.message || status;
  res.status(refusal.status).json({ error: { code: refusal.status, message, status, details: [] } });
};
