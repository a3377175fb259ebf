import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { bodySender } from '../../lambdas/aws/body-sender.ts';
import { keptConnections } from '../../lambdas/aws/connections.ts';
import { emptyRequest } from '../../lambdas/aws/event-bridge-sender.ts';
import { failureOf } from '../../lambdas/aws/failure-of.ts';
import { readPutAnswer } from '../../lambdas/aws/put-partner-events.ts';
import type { EntryResult, Failure } from '../../lambdas/domain/outcome.ts';
import type { Budget } from './budget.ts';

/** What came of one request. */
export type Reply = {
  /** From the first byte sent to the last byte read. */
  readonly ms: number;
} & (
  | { readonly kind: 'answered'; readonly results: readonly EntryResult[] }
  /** EventBridge, or what is in front of it, refused the request. */
  | { readonly kind: 'refused'; readonly status: number; readonly failure: Failure }
  /** Nothing came back, or the connection was cut. */
  | { readonly kind: 'unanswered'; readonly failure: Failure }
);

/** Sends the JSON text of a PutPartnerEvents request as it is, once. Rejects only when the run is to stop. */
export type PutText = (body: string) => Promise<Reply>;

/** The way to PutPartnerEvents in a Region. */
export interface Wire {
  readonly put: PutText;
  readonly host: string;
  readonly port: number;
  close(): void;
}

// Four megabytes from behind a slow line.
const answerWithinMs = 60_000;

/** Opens connections to PutPartnerEvents in a Region, with the credentials and the endpoint of the SDK. */
export async function openWire(region: string, { budget, signal, now }: WireLimits): Promise<Wire> {
  const client = new EventBridgeClient({ region });
  const connections = keptConnections();
  const first = await emptyRequest(client);
  const send = await bodySender(first, { config: client.config, connections });
  return {
    host: first.hostname,
    port: first.port ?? (first.protocol === 'https:' ? 443 : 80),
    async put(text) {
      signal.throwIfAborted();
      const body = Buffer.from(text);
      budget.spend(body.length);
      const within = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
      const startedAtMs = now();
      try {
        const answer = await send(body, within);
        const ms = now() - startedAtMs;
        const read = readPutAnswer(answer);
        if (read.kind === 'answered') return { ...read, ms };
        return { kind: 'refused', status: answer.status, failure: read.failure, ms };
      } catch (error) {
        signal.throwIfAborted();
        return { kind: 'unanswered', failure: failureOf(error), ms: now() - startedAtMs };
      }
    },
    close() {
      connections.httpAgent.destroy();
      connections.httpsAgent.destroy();
      client.destroy();
    },
  };
}

/** What bounds a Region's requests. */
export interface WireLimits {
  readonly budget: Budget;
  /** Aborts when the operator stops the run. */
  readonly signal: AbortSignal;
  /** A clock that only goes forward, milliseconds. */
  readonly now: () => number;
}
