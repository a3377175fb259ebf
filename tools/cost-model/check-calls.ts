import { pack } from '../../lambdas/domain/pack.ts';
import { invocationOf, mostMessages } from './invocation.ts';
import { maxRequestBytes, type FunctionSettings } from './settings.ts';
import { entryBytes, type Traffic } from './traffic.ts';

/** Throws when the product packs a full batch into another number of requests than is reckoned with. */
export function checkCalls(traffic: Traffic, settings: FunctionSettings): void {
  const messages = mostMessages(traffic, settings);
  const { events, calls } = invocationOf({ messages, lookUps: 0, notes: 0 }, traffic, settings);
  const entries = Array.from({ length: events }, () => ({ sizeBytes: entryBytes(traffic) }));
  const packed = pack(entries, { maxEntries: 20, maxRequestBytes }).length;
  if (packed !== calls) throw new Error(`${packed} requests were packed, ${calls} reckoned with`);
}
