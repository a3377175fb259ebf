import { randomUUID } from 'node:crypto';
import { drawEntryFault } from '../faults/faults.ts';
import type { Operation } from '../operations/operation.ts';
import type { ObservedAnswer } from '../observed/observed.ts';
import { isEventSourceName } from '../protocol/members.ts';
import { parseRequest } from '../protocol/parse-request.ts';
import { countOne } from '../state/counters.ts';
import type { EventSource } from '../state/event-sources.ts';
import type { Region } from '../state/region.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';
import { refuseFor, type Refusal, refusalIn } from './entry-checks.ts';
import { answerOf, type EntryResult, failureOf, isFailure } from './entry-result.ts';
import { completeEntryOf, type Examined, examine } from './examined.ts';
import { judgeEntries } from './judge-entries.ts';
import { eventOf, publish } from './publish.ts';

/** A partner account in a Region. */
type Partner = { readonly account: string; readonly region: Region };

/** Sends up to 20 events, each to the source it names. When the request is refused, no entry is accepted. */
export const putPartnerEvents: Operation = (world, caller, body) => {
  const partner = { account: caller.account, region: regionOf(world, caller.region) };
  const { behaviour } = partner.region;
  const throttled = throttle(world, partner);
  const { Entries } = parseRequest(behaviour.request, body);
  const entries = Entries.map(examine);
  const judged = judgeEntries(entries, behaviour).map((refusal) => throttled ?? refusal);
  refuseForMissing(partner, entries, judged);
  const results = entries.map((entry, index) => putEntry(world, partner, entry, judged[index]));
  countResults(world, results);
  return answerOf(results);
};

/** The refusal of each entry of a call above the quota. Throws an AwsError if it is the whole request's. */
function throttle(world: World, { account, region }: Partner): Refusal | undefined {
  const answer = region.throttle(account);
  if (answer === undefined) return undefined;
  world.counters.throttledRequests += 1;
  refuseFor(answer);
  return refusalIn(answer);
}

function refuseForMissing(
  partner: Partner,
  entries: readonly Examined[],
  judged: readonly (Refusal | undefined)[],
): void {
  const { missingSource, deletedSource } = partner.region.behaviour.answers;
  if ([missingSource, deletedSource].every(({ kind }) => kind !== 'requestRefused')) return;
  for (const [index, { entry }] of entries.entries()) {
    const { Source = '' } = entry;
    const isMissing = judged[index] === undefined && isEventSourceName(Source);
    if (isMissing && !sourceOf(partner, Source)) refuseFor(answerForMissing(partner, Source));
  }
}

/** The answer for a source that is not there, with its name and an account where the file has none. */
function answerForMissing({ account, region }: Partner, source: string): ObservedAnswer {
  const { missingSource, deletedSource } = region.behaviour.answers;
  const answer = region.sources.wasDeleted(source) ? deletedSource : missingSource;
  if (answer.kind === 'accepted') return answer;
  const message = answer.message.replaceAll('{source}', source).replaceAll('{account}', account);
  return { ...answer, message };
}

function putEntry(
  world: World,
  partner: Partner,
  examined: Examined,
  refusal: Refusal | undefined,
): EntryResult {
  if (refusal !== undefined) return failureOf(refusal);
  const { Source = '' } = examined.entry;
  const source = sourceOf(partner, Source);
  // An account saw EventBridge accept an entry that no bus can get.
  if (source === undefined && !isEventSourceName(Source)) return dropped(world);
  const fault = drawEntryFault(world.faults, Source);
  if (fault !== undefined) return failureOf({ code: fault.errorCode, message: fault.errorMessage });
  if (source === undefined) {
    const missing = refusalIn(answerForMissing(partner, Source));
    return missing === undefined ? dropped(world) : failureOf(missing);
  }
  if (source.state.kind === 'PENDING') return dropped(world);
  // The same as above: no event can hold this detail.
  if (examined.detail === 'notJson') return dropped(world);
  return published(world, partner.region, source, examined);
}

function dropped({ counters }: World): EntryResult {
  counters.droppedEntries += 1;
  return { EventId: randomUUID() };
}

function published(
  world: World,
  { name, behaviour }: Region,
  source: EventSource,
  examined: Examined,
): EntryResult {
  const customer: Caller = { region: name, account: source.customerAccount };
  const entry = completeEntryOf(examined);
  const event = eventOf(world, customer, { bus: source.name, id: randomUUID(), entry });
  const entryId = behaviour.eventIdIsEventsId ? undefined : randomUUID();
  world.counters.received += 1;
  publish(world, entryId === undefined ? event : { ...event, entryId });
  return { EventId: entryId ?? event.id };
}

/** The source of this name, if it is this partner's. */
function sourceOf({ account, region }: Partner, name: string): EventSource | undefined {
  const source = region.sources.find(name);
  return source?.partnerAccount === account ? source : undefined;
}

function countResults({ counters }: World, results: readonly EntryResult[]): void {
  const failed = results.filter(isFailure);
  counters.entries += results.length;
  counters.acceptedEntries += results.length - failed.length;
  for (const { ErrorCode } of failed) countOne(counters.failedEntries, ErrorCode);
}
