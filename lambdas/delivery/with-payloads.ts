import pLimit from 'p-limit';
import { writeDomainEvent } from '../domain/domain-event.ts';
import { payloadUnreachableCode } from '../domain/error-codes.ts';
import { asStub, type StubContext } from './as-stub.ts';
import type { Batch, Work } from './batch.ts';
import { payloadsEndMs, type TimeShares } from './deadlines.ts';
import { hasLarge, isLarge } from './has-large.ts';
import {
  openLinks,
  payloadsInFlight,
  refer,
  type PayloadServices,
  type Referred,
  type ReferContext,
  type ReferServices,
} from './refer.ts';

/** What putting references in place of large details needs. */
export interface WithPayloadsServices extends ReferServices {
  readonly settings: { readonly maxEntryBytes: number } & Pick<TimeShares, 'payloadMs'>;
}

/** Deliveries as they can be made now, and those that cannot. */
export interface PreparedWork {
  readonly ready: readonly Work[];
  /** Their details could not be stored, or linked to, and each says why. */
  readonly failed: readonly Work[];
}

/**
 * Gives each delivery by reference a stub with a fresh link, and stores the details of those whose entries
 * are too large, which happens where a source's name or the stage's limits are others than before. One
 * that nothing can be done for stays as it is, for the dead letter.
 */
export async function withPayloads(
  work: readonly Work[],
  services: WithPayloadsServices,
  { deadlines, counters }: Pick<Batch, 'deadlines' | 'counters'>,
): Promise<PreparedWork> {
  const { payloads, settings, now } = services;
  if (payloads === undefined || !hasLarge(work, settings.maxEntryBytes)) {
    return { ready: work, failed: [] };
  }
  const { maxEntryBytes } = settings;
  const endMs = payloadsEndMs(deadlines, now(), settings);
  const linkTo = await openLinks(payloads, services, endMs);
  const referOnce = onceForEach(payloads, services, { counters, endMs });
  const ready: Work[] = [];
  const failed: Work[] = [];
  const prepare = async (one: Work): Promise<Work> => {
    if (!isLarge(one, maxEntryBytes)) return one;
    if (linkTo === undefined) {
      counters.payloadsNotStored += 1;
      return notPut(one, 'no links can be made');
    }
    return await prepared(one, { linkTo, maxEntryBytes, nowMs: now() }, referOnce);
  };
  const limit = pLimit(payloadsInFlight);
  for (const one of await Promise.all(work.map((each) => limit(prepare, each)))) {
    if (one.notPutFor === undefined) ready.push(one);
    else failed.push(one);
  }
  return { ready, failed };
}

/** A delivery with its stub; or as it is, if it has to be a dead letter or cannot be put now. */
async function prepared(
  work: Work,
  context: StubContext,
  referOnce: (work: Work) => Promise<Referred>,
): Promise<Work> {
  if (work.event.reference !== undefined) return asStub(work, context);
  const referred = await referOnce(work);
  if (referred.kind === 'unreachable') return notPut(work, referred.text);
  if (referred.kind !== 'referred') return work;
  const { text: _, ...rest } = work;
  return asStub({ ...rest, event: referred.event }, context);
}

function notPut(work: Work, message: string): Work {
  return { ...work, notPutFor: { code: payloadUnreachableCode, message } };
}

/** Refers to the details of events, once for all deliveries of the same event. */
function onceForEach(payloads: PayloadServices, services: ReferServices, context: ReferContext) {
  const known = new Map<string, Promise<Referred>>();
  return ({ event }: Work): Promise<Referred> => {
    const text = writeDomainEvent(event);
    const referring = known.get(text) ?? refer(event, payloads, services, context);
    known.set(text, referring);
    return referring;
  };
}
