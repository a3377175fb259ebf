import type { Log } from '../../lambdas/ports/delivery.ts';
import { readOwnCatalog } from '../own-catalog.ts';
import { registrationContext } from '../registration/registration-context.ts';
import type { Camera } from './screenshots.ts';
import type { EraseTenant } from './clean-up/erase-tenants.ts';
import { cleanUpRun } from './clean-up/clean-up-run.ts';
import { removeRegistration, type RemovalServices } from './clean-up/remove-registration.ts';
import type { Clock } from './clock.ts';
import { detailJudge } from './judge/detail-schema.ts';
import { isoTime } from './iso-time.ts';
import { newJournal, type Journal } from './journal.ts';
import type { RunNames } from './run-names.ts';
import { samplesOf, type SampleToSend } from './samples.ts';
import type { Subject } from './subject/subject.ts';
import type { CleanUpResult, ItemResult, Validation } from './validation.ts';
import { walk } from './walk.ts';
import type { WalkContext } from './walk-context.ts';

/** How a run is made. */
export interface RunOptions {
  readonly subject: Subject;
  readonly names: RunNames;
  readonly regions: readonly string[];
  readonly samples: readonly SampleToSend[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly camera: Camera;
  readonly eraseTenant: EraseTenant;
  readonly onItem: (result: ItemResult) => void;
  readonly onProgress: (text: string) => void;
}

/** Walks through the list and takes away what the walk has made, however it ends. */
export async function runValidation(options: RunOptions): Promise<Validation> {
  const { subject, regions, clock, signal } = options;
  const startedAt = isoTime(clock.now());
  const links: string[] = [];
  const journal = newJournal();
  const cleanUp = async () => await cleanUpRun({ ...options, journal });
  let items: readonly ItemResult[];
  try {
    items = await walk(contextOf(options, journal, links));
  } catch (error) {
    // A walk rejects only for a bug.
    throw brokenOff(error, await cleanUp());
  }
  const cleaned = await cleanUp();
  return {
    title: subject.title,
    partnerName: subject.connection.partnerName,
    startedAt,
    endedAt: isoTime(clock.now()),
    regions,
    accounts: [...new Set([subject.partner.account, subject.customer.account])],
    secrets: links,
    items,
    cleanUp: cleaned,
    stopped: signal.aborted,
  };
}

function contextOf(options: RunOptions, journal: Journal, links: string[]): WalkContext {
  const { subject, names, regions, samples, clock, signal, onItem, onProgress } = options;
  const removal = removalOf(options);
  return {
    subject,
    names,
    regions,
    samples,
    judgeOf: detailJudge(),
    journal,
    removeRegistration: async (generator) => await removeRegistration(generator, regions, removal),
    camera: options.camera,
    noteLink: (link) => void links.push(link),
    services: { clock, signal, onEnd: onItem },
    onProgress,
  };
}

function brokenOff(error: unknown, { left }: CleanUpResult): unknown {
  if (left.length === 0) return error;
  return new Error(`the walk broke off, and left: ${left.join('; ')}`, { cause: error });
}

/** What takes registrations away on a subject. */
export function removalOf({ subject, log }: Pick<RunOptions, 'subject' | 'log'>): RemovalServices {
  const { connection, partner } = subject;
  return {
    partnerName: connection.partnerName,
    contextOf: (tenant) => registrationContext(connection, tenant, log),
    partner,
  };
}

/** Every sample of the catalogue of this working copy, which is the one that is deployed. */
export async function catalogSamples(
  folder: string,
  { connection }: Pick<Subject, 'connection'>,
): Promise<readonly SampleToSend[]> {
  return await samplesOf(readOwnCatalog(connection.partnerName, folder));
}
