/** What each code of a delivery report means (docs/sinch.md, "Codes"): from 400 on Sinch's own, below the carrier's. */
import type { Meaning } from '../contract.ts';
import {
  CHANGE_SENDER,
  CHANGE_TEXT,
  CHECK_ALL,
  CHECK_MEDIA,
  CHECK_NUMBER,
  helps,
  IF_WANTED,
  LATER,
  mayHelp,
  MORE_TIME,
  no,
  NO_REASON,
  NOTHING,
  SUPPORT,
  SUPPORT_IF_AGAIN,
  WAIT,
} from './row.ts';

const WRONG_NUMBER = 'This is not a number that can receive messages.';
const FAULT = 'Something went wrong between Sinch and the carrier.';
const LOST = 'The connection to the phone was lost.';
const UNREADABLE = 'The carrier could not read the message.';
const OUT_OF_REACH = 'The phone was off or out of reach.';
const MEMORY_FULL = mayHelp('The phone’s memory was full.', 'Ask the recipient to delete messages first.');

/** Codes, and ranges of them, that mean the same. */
const ROWS: readonly (readonly [codes: string, meaning: Meaning])[] = [
  ['0', no('No error: it arrived.', NOTHING)],
  ['400', no('Sinch has it and will pass it on.', WAIT)],
  ['401', no('The carrier has it.', WAIT)],
  [
    '402',
    no(
      'Sinch has no route to this number.',
      'Check the number. If it is right, ask Sinch support for a route.',
    ),
  ],
  ['403', mayHelp('Something went wrong inside Sinch.', SUPPORT_IF_AGAIN)],
  ['404', helps('It could not be delivered for now.', LATER)],
  ['405', no('A placeholder in the text has no value for this recipient.', 'Take ${…} out of the text.')],
  ['406', mayHelp('Its time was up before the carrier took it.', 'Let it wait longer.')],
  ['407', helps('It was cancelled before it was sent.', IF_WANTED)],
  ['408', no('It was turned down on its way to the carrier.', `${CHECK_ALL} ${SUPPORT}`)],
  ['410', no('Your account has no default sender for this number.', 'Set a sender, then send it again.')],
  ['411', no('It has more parts than allowed.', 'Shorten the text, then send it again.')],
  ['412', no('Your account may not send to this part of the world.', 'Ask Sinch to enable it.')],
  [
    '413',
    no(
      'Your account is blocked, perhaps for lack of credit.',
      'Top it up or ask Sinch support, then send it again.',
    ),
  ],
  ['414', no('The address of the picture or file is wrong.', CHECK_MEDIA)],
  ['415', no('The carrier rejected the picture or file.', CHECK_MEDIA)],
  ['416', no('The carrier does not support messages like this.', CHECK_MEDIA)],
  ['417', mayHelp('The phone or its network could not be reached.', LATER)],
  ['418', no('The phone does not understand the message.', CHECK_MEDIA)],

  ['1', no('Sinch found no route, or the sender is missing or wrong.', CHANGE_SENDER)],
  ['2-3 5-8', no('Sinch found no route.', SUPPORT)],
  ['4', mayHelp('Sinch found no route for now.', LATER)],
  ['9-10 12', no('Numbers of this kind cannot be reached.', CHECK_NUMBER)],
  ['11', no('It could not be delivered.', CHECK_NUMBER)],
  ['13', no('The phone is in a network that may not be used.', SUPPORT)],
  ['14', mayHelp('The network of the phone could not be found.', LATER)],
  ['15', no('It was blocked, perhaps taken for spam.', CHANGE_TEXT)],
  ['16 77', no('Messages to this SIM card are blocked.', SUPPORT)],
  ['17', no('There is no route to the network of this number.', CHECK_NUMBER)],
  ['19', no('The sender does not fit the place it comes from.', CHANGE_SENDER)],
  ['18 40 50-52 56 70-71 73-76 322', mayHelp(FAULT, SUPPORT_IF_AGAIN)],
  ['53-55 72 113 163 216', no(FAULT, SUPPORT)],
  ['60', no('The sender is blocked, or its campaign is not active.', CHANGE_SENDER)],
  ['61', no('Messages to this number are blocked.', 'Leave it out, or ask Sinch support why.')],
  ['62', no('A word in the text is blocked, or it was taken for spam.', CHANGE_TEXT)],
  ['63', no('The way that it took is blocked.', SUPPORT)],
  [
    '64',
    no(
      'A quota is used up, or the sender is not verified yet.',
      'Wait until there is room again, or ask Sinch to raise it.',
    ),
  ],
  ['65', no('It went round in circles between networks.', SUPPORT)],
  ['66-67', no('Texts of this kind are blocked.', 'Try plain characters, without emoji.')],
  ['100 150', no('Nobody has this number.', CHECK_NUMBER)],
  ['101 106 109 212', mayHelp('The network cannot serve this phone for now.', SUPPORT_IF_AGAIN)],
  ['102 155 207', mayHelp('The carrier’s network had a fault.', LATER)],
  ['103-105 156-157 208-209', no(UNREADABLE, SUPPORT)],
  ['211', mayHelp(UNREADABLE, SUPPORT_IF_AGAIN)],
  ['107 360', helps('The carrier had too much to do.', LATER)],
  ['108 300-303', no(WRONG_NUMBER, CHECK_NUMBER)],
  ['110-112 160-162 213-215', mayHelp(LOST, LATER)],
  ['114 164 217 370 399', NO_REASON],
  ['151', no('This number takes no messages.', CHECK_NUMBER)],
  ['152', no('This number has no SMS.', CHECK_NUMBER)],
  ['153 159 201', mayHelp(OUT_OF_REACH, MORE_TIME)],
  ['154', no('The network that the phone is in has no SMS.', CHECK_NUMBER)],
  ['158 210', MEMORY_FULL],
  ['200', mayHelp('The network could not find the phone.', MORE_TIME)],
  ['202', mayHelp('The phone did not respond.', MORE_TIME)],
  ['203', mayHelp('The phone was busy.', LATER)],
  ['204', no('The SIM card has no SMS.', CHECK_NUMBER)],
  ['205', no('The carrier does not know this SIM card.', CHECK_NUMBER)],
  ['206', no('The carrier has blocked this phone.', CHECK_NUMBER)],
  ['250-253', no('The sender may not send messages like this.', CHANGE_SENDER)],
  ['254-257', no('The recipient or the carrier does not let it through, perhaps as spam.', CHANGE_TEXT)],
  ['310-312', no('This sender cannot be used here.', CHANGE_SENDER)],
  ['304 320-321 330-349', no('The carrier refused the message.', `${CHECK_ALL} ${SUPPORT}`)],
  ['350 361-362', mayHelp('The carrier could not take the message.', SUPPORT_IF_AGAIN)],
];

/** `1-3 7` is 1, 2, 3, 7. */
function listed(codes: string): number[] {
  return codes.split(' ').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

export const CODE_MEANINGS: ReadonlyMap<number, Meaning> = new Map(
  ROWS.flatMap(([codes, meaning]) => listed(codes).map((code) => [code, meaning] as const)),
);
