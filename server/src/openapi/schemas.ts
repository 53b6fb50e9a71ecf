/** The schemas of the contract by the names that the description of the API gives them. */
import { z } from 'zod';
import * as contract from '../contract.ts';

const SCHEMAS = {
  SendRequest: contract.sendRequestSchema,
  Message: contract.messageSchema,
  MessagePage: contract.messagePageSchema,
  MessageSummary: contract.messageSummarySchema,
  Recipient: contract.recipientSchema,
  HistoryEntry: contract.historyEntrySchema,
  Status: contract.statusSchema,
  MessageState: contract.messageStateSchema,
  Progress: contract.progressSchema,
  Refusal: contract.refusalSchema,
  Reply: contract.replySchema,
  ReplyPage: contract.replyPageSchema,
  CallbackHealth: contract.callbackHealthSchema,
  CallbackPage: contract.callbackPageSchema,
  CallbackSummary: contract.callbackSummarySchema,
  ReceivedCallback: contract.receivedCallbackSchema,
  CallbackStep: contract.callbackStepSchema,
  Diagnosis: contract.diagnosisSchema,
  Setup: contract.setupSchema,
  Budget: contract.budgetSchema,
  Overview: contract.overviewSchema,
  Session: contract.sessionSchema,
  LoginRequest: contract.loginRequestSchema,
  ForgetRequest: contract.forgetRequestSchema,
  Forgotten: contract.forgottenSchema,
  Deed: contract.deedSchema,
  DeedPage: contract.deedPageSchema,
  Meanings: contract.meaningsSchema,
  Meaning: contract.meaningSchema,
  StatusMeaning: contract.statusMeaningSchema,
  Health: contract.healthSchema,
  Received: contract.receivedSchema,
  Description: z.looseObject({ openapi: z.string() }),
  Problem: contract.problemSchema,
};
export type SchemaName = keyof typeof SCHEMAS;

const addressOf = (name: string): string => `#/components/schemas/${name}`;
export const refTo = (name: SchemaName): { $ref: string } => ({ $ref: addressOf(name) });

/** What another schema holds of these becomes a reference. */
export function describeSchemas(): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: addressOf });
  // Within a document a schema is found by its place, and is of the document's dialect.
  const described = Object.entries(schemas).map(([name, { $schema: _dialect, $id: _address, ...rest }]) => [
    name,
    rest,
  ]);
  return Object.fromEntries(described);
}
