import type { Config } from '../config.ts';
import { createConversationGateway } from './conversation-gateway.ts';
import { WINDOW_MS } from './fan-out.ts';
import type { Gateway } from './gateway.ts';
import { createSmsGateway } from './sms-gateway.ts';

type GatewayConfig = Pick<Config, 'credentials' | 'region' | 'sinch' | 'transport'>;

/** The way to Sinch that the configuration chose. No call takes longer than `deadlineMs`. */
export const createGateway = (config: GatewayConfig, deadlineMs: number): Gateway =>
  config.transport.kind === 'sms'
    ? createSmsGateway(config, deadlineMs)
    : createConversationGateway(config, config.transport.appId, deadlineMs);

/** How long a send to many recipients may take. */
export const longestSendMs = ({ transport }: Pick<Config, 'transport'>, deadlineMs: number): number =>
  transport.kind === 'sms' ? deadlineMs : WINDOW_MS + deadlineMs;
