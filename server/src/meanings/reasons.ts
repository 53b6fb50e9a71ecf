/**
 * What the words mean that explain a failure: those of the Conversation API's callbacks, and those with which Sinch
 * refuses one recipient of several (docs/sinch.md, "Its callbacks" and "Refusals").
 */
import type { Meaning } from '../contract.ts';
import {
  ASK_FIRST,
  CHANGE_SENDER,
  CHANGE_TEXT,
  CHECK_ALL,
  CHECK_APP,
  CHECK_MEDIA,
  CHECK_NUMBER,
  CHECK_TEMPLATE,
  helps,
  LATER,
  mayHelp,
  MORE_TIME,
  no,
  NO_REASON,
  SUPPORT,
  SUPPORT_IF_AGAIN,
} from './row.ts';

const NO_CONTACT = no('Sinch does not know this recipient.', CHECK_NUMBER);
const UNSUPPORTED = no('Messages of this kind cannot be sent this way.', CHANGE_TEXT);
const REJECTED = no('The carrier rejected it for good.', CHECK_ALL);
const AGAINST_RULES = no('It breaks a rule of the carrier.', CHANGE_TEXT);
const REFUSED = no('Sinch found a mistake in it.', CHECK_ALL);
const CREDENTIALS = no(
  'Sinch did not accept the credentials of this server.',
  'Check the access key and SINCH_REGION, then restart the server.',
);
const NOT_ALLOWED = no(
  'Your account may not do this, or has reached a limit.',
  'Ask Sinch support, or check the account.',
);
const WRONG_APP = no(
  'Sinch does not know the app that this server sends with.',
  'Check SINCH_CONVERSATION_APP_ID and SINCH_REGION, then restart the server.',
);
const TOO_MANY = helps('Too much was sent at once.', LATER);
const OUT_OF_ORDER = helps('Sinch was out of order and did not take it.', LATER);

export const REASON_MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['UNKNOWN', NO_REASON],
  ['INTERNAL_ERROR', mayHelp('Something went wrong inside Sinch.', SUPPORT_IF_AGAIN)],
  ['RATE_LIMITED', TOO_MANY],
  ['RECIPIENT_INVALID_CHANNEL_IDENTITY', no('This is not a phone number that Sinch can use.', CHECK_NUMBER)],
  ['RECIPIENT_NOT_REACHABLE', no('Nobody can be reached under this number.', CHECK_NUMBER)],
  [
    'RECIPIENT_NOT_OPTED_IN',
    no('The recipient has not agreed to messages from you.', 'Ask for consent first.'),
  ],
  [
    'OUTSIDE_ALLOWED_SENDING_WINDOW',
    no('You may write to this recipient only for a time after they wrote to you.', 'Wait until they write.'),
  ],
  ['CHANNEL_FAILURE', mayHelp('The carrier did not take it, although Sinch tried several times.', LATER)],
  ['CHANNEL_BAD_CONFIGURATION', no('Your Sinch app is set up wrongly for SMS.', CHECK_APP)],
  [
    'CHANNEL_CONFIGURATION_MISSING',
    no('Your Sinch app is not set up for SMS.', 'Add the SMS channel to the app in the Sinch dashboard.'),
  ],
  ['MEDIA_TYPE_UNSUPPORTED', no('This kind of picture or file cannot be sent.', CHECK_MEDIA)],
  ['MEDIA_TOO_LARGE', no('The picture or file is too large.', CHECK_MEDIA)],
  ['MEDIA_NOT_REACHABLE', no('The picture or file could not be loaded.', CHECK_MEDIA)],
  ['NO_CHANNELS_LEFT', mayHelp('Every way to reach the recipient was tried.', CHECK_NUMBER)],
  ['TEMPLATE_NOT_FOUND', no('There is no such template.', CHECK_TEMPLATE)],
  ['TEMPLATE_INSUFFICIENT_PARAMETERS', no('Parameters of the template are missing.', CHECK_TEMPLATE)],
  [
    'TEMPLATE_NON_EXISTING_LANGUAGE_OR_VERSION',
    no('The template does not exist in this language or version.', CHECK_TEMPLATE),
  ],
  ['DELIVERY_TIMED_OUT', mayHelp('It could not be delivered in time.', MORE_TIME)],
  ['DELIVERY_REJECTED_DUE_TO_POLICY', AGAINST_RULES],
  ['CONTACT_NOT_FOUND', NO_CONTACT],
  ['BAD_REQUEST', REFUSED],
  ['UNKNOWN_APP', WRONG_APP],
  ['NO_CHANNEL_IDENTITY_FOR_CONTACT', NO_CONTACT],
  ['CHANNEL_REJECT', REJECTED],
  ['NO_PERMISSION', NOT_ALLOWED],
  ['NO_PROFILE_AVAILABLE', NO_CONTACT],
  ['UNSUPPORTED_OPERATION', UNSUPPORTED],
  ['INACTIVE_CREDENTIAL', no('A credential of your Sinch app is not active.', CHECK_APP)],
  ['MESSAGE_EXPIRED', mayHelp('Its time was up before it could be delivered.', MORE_TIME)],
  ['MESSAGE_SPLIT_REQUIRED', no('It is too long for one message.', 'Shorten the text.')],
  ['DELIVERY_REPORT_TIME_OUT', mayHelp('No receipt came in time. It may have arrived.', ASK_FIRST)],
  ['UNSUPPORTED_CONTENT', UNSUPPORTED],
  ['REJECTED_BY_CHANNEL', REJECTED],

  ['INVALID_ARGUMENT', REFUSED],
  ['FAILED_PRECONDITION', no('Your account is not ready for this message.', CHECK_APP)],
  ['UNAUTHENTICATED', CREDENTIALS],
  ['PERMISSION_DENIED', NOT_ALLOWED],
  ['NOT_FOUND', WRONG_APP],
  ['RESOURCE_EXHAUSTED', TOO_MANY],
  ['UNAVAILABLE', OUT_OF_ORDER],
  ['UNREACHABLE', helps('Sinch could not be reached, so it was not sent.', 'Check the network first.')],
  ['NOT_TRIED', helps('Sinch was too slow to take it in time, so it was not sent.', LATER)],
  ['HTTP_400', REFUSED],
  ['HTTP_401', CREDENTIALS],
  ['HTTP_403', NOT_ALLOWED],
  ['HTTP_404', WRONG_APP],
  ['HTTP_429', TOO_MANY],
  ['HTTP_4xx', no('Sinch refused it.', SUPPORT)],
  ['HTTP_5xx', OUT_OF_ORDER],
]);

/** They are more precise than the reason before them, all but the first. */
export const SUB_CODE_MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['UNSPECIFIED_SUB_CODE', NO_REASON],
  ['ATTACHMENT_REJECTED', no('The carrier rejected the picture or file.', CHECK_MEDIA)],
  ['MEDIA_TYPE_UNDETERMINED', no('The kind of the picture or file is not clear.', CHECK_MEDIA)],
  ['INACTIVE_SENDER', no('The sender is not active.', CHANGE_SENDER)],
  ['UNDELIVERABLE_DESTINATION', no('Nothing can be delivered to this number.', CHECK_NUMBER)],
  ['CHANNEL_POLICY_VIOLATION', AGAINST_RULES],
]);
