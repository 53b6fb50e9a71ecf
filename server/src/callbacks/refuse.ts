import type { Refusal } from './authenticate.ts';
import { createDiagnostician } from './diagnostician.ts';
import type { Finding } from '../contract.ts';
import type { Health, Notice } from './health.ts';
import type { Rejected } from './rejected.ts';
import type { SignatureHeaders } from './signature.ts';
import { isUnsigned } from './signature.ts';

/** A callback that did not prove that it comes from Sinch. All of this is for the log, and none for the sender. */
export interface Forgery {
  kind: 'forged';
  reason: Refusal['reason'];
  /** Why its signature failed, as far as it was looked into. */
  finding: Finding | null;
  skewSeconds?: number | null;
  /** It has a right token, and only a signature counts. */
  notice?: Notice;
}

interface RefuseDeps {
  rejected: Pick<Rejected, 'add'>;
  health: Pick<Health, 'unsigned' | 'diagnosed'>;
  secrets: readonly string[];
}

type Refuse = (refusal: Refusal, headers: SignatureHeaders, body: Buffer, at: number) => Forgery;

/** Keeps what was refused for who looks into it, and finds out why as far as that can be told. */
export function createRefuse({ rejected, health, secrets }: RefuseDeps): Refuse {
  const findCause = createDiagnostician(secrets);
  return (refusal, headers, body, at) => {
    rejected.add(refusal.reason, headers, body, at);
    if (refusal.reason === 'unsigned') {
      return { kind: 'forged', reason: 'unsigned', finding: null, notice: health.unsigned(at) };
    }
    if (refusal.reason === 'bad_token' || isUnsigned(headers)) {
      return { kind: 'forged', reason: refusal.reason, finding: null };
    }
    const finding = findCause(refusal, headers, body, at);
    if (finding !== null) health.diagnosed(finding, at);
    return { kind: 'forged', ...refusal, finding };
  };
}
