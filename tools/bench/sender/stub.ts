import { setTimeout as pause } from 'node:timers/promises';
import { startHttpStub, type HttpStub } from '../../simulators/http-stub.ts';
import type { ReceivedRequest } from './check-requests.ts';

/**
 * EventBridge's PutEvents and PutPartnerEvents on 127.0.0.1: every entry is accepted. The history's queue and
 * its bucket are there, too, which take everything.
 */
export interface Stub extends Pick<HttpStub, 'url' | 'close'> {
  /** Answers from now on after so long, and forgets what it has received. */
  begin(delayMs: number): void;
  /** What has been received since. */
  received(): readonly ReceivedRequest[];
}

/**
 * Starts a stub. While requests come it only counts their entries, and keeps them to be looked at
 * afterwards: the less it works, the less it holds up who is measured.
 */
export async function startStub(): Promise<Stub> {
  let requests: { readonly target: string; readonly body: Buffer }[] = [];
  let delayMs = 0;
  let accepted = 0;
  const stub = await startHttpStub(async ({ target, body }) => {
    if (!target.startsWith('AWSEvents.')) return { body: historyAnswer(target, body) };
    requests.push({ target, body });
    const entries = countEntries(body);
    const answer = { body: resultsFrom(accepted, entries) };
    accepted += entries;
    if (delayMs > 0) await pause(delayMs);
    return answer;
  });
  return {
    ...stub,
    begin(nextDelayMs) {
      requests = [];
      delayMs = nextDelayMs;
    },
    received: () => requests.map(({ target, body }) => ({ target, body: body.toString() })),
  };
}

/** SQS's answer to a batch of one message, or the bucket's to a PUT. */
function historyAnswer(target: string, body: Buffer): string {
  if (!target.startsWith('AmazonSQS.')) return '';
  const { Entries: entries }: { Entries: readonly { Id: string }[] } = JSON.parse(body.toString());
  return JSON.stringify({ Successful: entries.map(({ Id }) => ({ Id, MessageId: Id })) });
}

// No text in JSON holds these characters: its quotation marks have a backslash before them.
const entryMark = '"Source":';

/** The number of entries in the body of a PutEvents or PutPartnerEvents request. */
export function countEntries(body: Buffer): number {
  let entries = 0;
  let at = body.indexOf(entryMark);
  while (at !== -1) {
    entries += 1;
    at = body.indexOf(entryMark, at + entryMark.length);
  }
  return entries;
}

/** An answer with an id of its own for each entry, as long as EventBridge's. */
function resultsFrom(first: number, entries: number): string {
  const results = Array.from({ length: entries }, (_, index) => {
    const id = String(first + index).padStart(12, '0');
    return `{"EventId":"11710aed-b79e-4468-a20b-${id}"}`;
  });
  return `{"FailedEntryCount":0,"Entries":[${results.join(',')}]}`;
}
