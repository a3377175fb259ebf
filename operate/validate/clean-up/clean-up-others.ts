import * as v from 'valibot';
import { tenantOf } from '../../../lambdas/domain/generator.ts';
import { parseSourceName } from '../../../lambdas/domain/source-name.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { failureText, isUnknownThere } from '../evidence/failure-text.ts';
import { newJournal, type Journal } from '../journal.ts';
import { isOfSomeRun, namePrefix } from '../run-names.ts';
import { deleteBus, removeRule } from '../sides/customer-bus.ts';
import { deleteQueue } from '../sides/customer-queue.ts';
import type { Subject, UpdateErrors } from '../subject/subject.ts';
import type { CleanUpResult } from '../validation.ts';
import { eraseOrSay } from './clean-up-run.ts';
import type { EraseTenant } from './erase-tenants.ts';
import { removeMapping, removeSource, type RemovalServices } from './remove-registration.ts';
import type { Clock } from '../clock.ts';
import { undoAll } from './undo-all.ts';
import { leftoversIn, type Leftovers } from './what-is-left.ts';

/** What cleaning up after other runs needs. */
export interface CleaningOthers {
  readonly subject: Subject;
  readonly regions: readonly string[];
  readonly clock: Clock;
  readonly removal: RemovalServices;
  /** All mappings of the table whose generator some run has made. */
  readonly mappingsOfRuns: () => Promise<readonly Mapping[]>;
  readonly eraseTenant: EraseTenant;
  readonly onProgress: (text: string) => void;
}

/** Finds by their names what runs have left that were killed, and takes it away. */
export async function cleanUpOthers(cleaning: CleaningOthers): Promise<CleanUpResult> {
  const { subject, clock, removal, mappingsOfRuns, onProgress } = cleaning;
  const journal = newJournal();
  const tenants = new Set<string>();
  const { everywhere, unknown } = await leftoversEverywhere(cleaning);
  for (const found of everywhere) {
    noteSources(found, journal, removal);
    noteCustomers(found, journal, subject);
    for (const name of found.sources) tenants.add(tenantIn(name, removal.partnerName));
  }
  await noteFaults(journal, subject);
  onProgress('looking for mappings that runs have left');
  for (const mapping of await mappingsOfRuns()) {
    tenants.add(tenantOf(mapping.generator));
    noteMapping(mapping, journal, removal);
  }
  const { removed, left } = await undoAll(journal.backwards(), {
    clock,
    withinMs: subject.bounds.cleanUpMs,
  });
  const erased = await eraseAll([...tenants], cleaning);
  return { removed, left: [...unknown, ...left, ...erased] };
}

interface Everywhere {
  readonly everywhere: readonly Leftovers[];
  /** Regions that did not say it, a sentence each. */
  readonly unknown: readonly string[];
}

/** A Region that fails does not stop the others. */
async function leftoversEverywhere({
  subject,
  regions,
  onProgress,
}: CleaningOthers): Promise<Everywhere> {
  const everywhere: Leftovers[] = [];
  const unknown: string[] = [];
  for (const region of regions) {
    onProgress(`looking for what runs have left in ${region}`);
    try {
      everywhere.push(await leftoversIn(region, subject, { isOwn: isOfSomeRun }));
    } catch (error) {
      // A Region that an account has not enabled knows none of its credentials, and has nothing of it.
      if (isUnknownThere(error)) continue;
      unknown.push(`what is left in ${region} could not be listed (${failureText(error)})`);
    }
  }
  return { everywhere, unknown };
}

const again = 'run fanout validate --clean-up again';

function noteSources(
  { region, sources }: Leftovers,
  journal: Journal,
  removal: RemovalServices,
): void {
  for (const name of sources) {
    journal.note({
      what: `the source ${name} in ${region}`,
      undo: async () => await removeSource(name, region, removal),
      byHand: again,
    });
  }
}

function noteMapping(mapping: Mapping, journal: Journal, removal: RemovalServices): void {
  journal.note({
    what: `the mapping of ${mapping.sourceName} in ${mapping.region}`,
    undo: async () => await removeMapping(mapping, removal.contextOf(mapping.tenant)),
    byHand: again,
  });
}

/** Rules are taken away before their bus, and before their queue: they are noted last. */
function noteCustomers(
  { region, buses, queues }: Leftovers,
  journal: Journal,
  { customer }: Subject,
): void {
  const events = { region, client: customer.eventBridge(region) };
  const sqs = { region, client: customer.sqs(region) };
  for (const { bus } of buses) {
    const undo = async () => await deleteBus(bus, events);
    journal.note({ what: `the event bus ${bus} in ${region}`, undo, byHand: again });
  }
  for (const name of queues) {
    const undo = async () => await deleteQueue(name, sqs);
    journal.note({ what: `the queue ${name} in ${region}`, undo, byHand: again });
  }
  for (const { bus, rules } of buses) {
    for (const rule of rules) {
      const undo = async () => await removeRule({ bus, rule }, events);
      journal.note({ what: `the rule ${rule} on ${bus} in ${region}`, undo, byHand: again });
    }
  }
}

/** Errors that a run has asked local mode's EventBridge for, for a source of its own. */
async function noteFaults(journal: Journal, { faults }: Subject): Promise<void> {
  const all = (await faults?.read()) ?? [];
  if (ofOthers(all).length === all.length) return;
  const undo = async () => await faults?.change(ofOthers);
  journal.note({ what: 'the errors that EventBridge was asked for', undo, byHand: again });
}

const ofOthers: UpdateErrors = (all) => all.filter((one) => !isOfSomeRun(sourceOf(one)));

const sourceErrorSchema = v.object({ source: v.string() });

function sourceOf(sourceError: unknown): string {
  return v.is(sourceErrorSchema, sourceError) ? sourceError.source : '';
}

function tenantIn(name: string, partnerName: string): string {
  const { generator = '' } = parseSourceName(partnerName, name) ?? {};
  return tenantOf(generator);
}

/** Only tenants that a run has made are erased: the others have a history of their own. */
async function eraseAll(
  tenants: readonly string[],
  { eraseTenant, onProgress }: CleaningOthers,
): Promise<readonly string[]> {
  const own = tenants.filter((tenant) => tenant.startsWith(namePrefix));
  if (own.length > 0) onProgress(`erasing what is kept of ${own.join(', ')}`);
  const left = await Promise.all(own.map((tenant) => eraseOrSay(tenant, eraseTenant)));
  return left.flat();
}
