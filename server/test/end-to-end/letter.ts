import type { World } from './world.ts';

/** Where a message reports to, and what Sinch would post there if its first recipient had failed. */
export interface Letter {
  readonly url: string;
  readonly body: string;
}

const AT = '2026-11-23T08:00:00.000Z';

function smsLetter({ emulator }: World, reference: string): Letter | null {
  const batch = emulator.batches.find(({ request }) => request.client_reference === reference);
  if (batch === undefined) return null;
  const body = {
    type: 'recipient_delivery_report_sms',
    batch_id: batch.id,
    client_reference: reference,
    recipient: batch.request.to[0],
    status: 'Failed',
    code: 150,
    at: AT,
  };
  return { url: batch.request.callback_url ?? '', body: JSON.stringify(body) };
}

function conversationLetter({ emulator }: World, reference: string): Letter | null {
  const message = emulator.messages.find(({ request }) => request.message_metadata === reference);
  if (message === undefined) return null;
  const { app_id, number, callback_url = '' } = message.request;
  const body = {
    app_id,
    accepted_time: AT,
    event_time: AT,
    project_id: message.project,
    message_metadata: reference,
    message_delivery_report: {
      message_id: message.id,
      status: 'FAILED',
      channel_identity: { channel: 'SMS', identity: number, app_id: '' },
      reason: { code: 'RECIPIENT_NOT_REACHABLE', description: '', sub_code: 'UNSPECIFIED_SUB_CODE' },
      processing_mode: 'DISPATCH',
    },
  };
  return { url: callback_url, body: JSON.stringify(body) };
}

/** A failure as Sinch would tell it of the message with that id of ours. */
export function failureOf(world: World, reference: string): Letter {
  const letter = smsLetter(world, reference) ?? conversationLetter(world, reference);
  if (letter === null) throw new Error(`Sinch knows no message of ${reference}`);
  return letter;
}
