import { failureText } from '../evidence/failure-text.ts';
import type { Journal } from '../journal.ts';
import type { RunNames } from '../run-names.ts';
import type { Subject } from '../subject/subject.ts';
import type { CleanUpResult } from '../validation.ts';
import type { Clock } from '../clock.ts';
import type { EraseTenant } from './erase-tenants.ts';
import { undoAll } from './undo-all.ts';
import { leftoversIn, type Leftovers } from './what-is-left.ts';

/** What cleaning up after a run needs. */
export interface CleaningUp {
  readonly subject: Subject;
  readonly names: RunNames;
  readonly regions: readonly string[];
  readonly journal: Journal;
  readonly clock: Clock;
  /** Erases all that is kept of a tenant, and resolves with what is left. */
  readonly eraseTenant: EraseTenant;
  readonly onProgress: (text: string) => void;
}

/**
 * Takes away all that a run has made, erases what is kept of its own tenants, and then lists what there still is of its
 * name. Never rejects.
 */
export async function cleanUpRun(run: CleaningUp): Promise<CleanUpResult> {
  const { subject, journal, clock, onProgress } = run;
  const { removed, left } = await undoAll(journal.backwards(), {
    clock,
    withinMs: subject.bounds.cleanUpMs,
    onUndone: (done, all) => onProgress(`${done} of ${all} things taken away`),
  });
  const erased = removed + left.length === 0 ? [] : await eraseOwn(run);
  onProgress('looking for what is left');
  return { removed, left: [...left, ...erased, ...(await listed(run))] };
}

/** Both at once: each waits for the recorder. */
async function eraseOwn({
  subject: { tenants },
  eraseTenant,
  onProgress,
}: CleaningUp): Promise<readonly string[]> {
  if (!tenants.areOwn) return [];
  onProgress('erasing what is kept of the run’s tenants');
  const own = [tenants.first, tenants.second].filter((one) => one !== undefined);
  const left = await Promise.all(own.map(({ tenant }) => eraseOrSay(tenant, eraseTenant)));
  return left.flat();
}

/** Erases all that is kept of a tenant, and resolves with what is left; never rejects. */
export async function eraseOrSay(
  tenant: string,
  eraseTenant: EraseTenant,
): Promise<readonly string[]> {
  try {
    return await eraseTenant(tenant);
  } catch (error) {
    const byHand = `by hand: npm run fanout -- history erase --yes --tenant ${tenant}`;
    return [
      `the history of tenant ${tenant} could not be erased (${failureText(error)}); ${byHand}`,
    ];
  }
}

/** What is there although everything was taken away. SQS lists a queue for up to a minute after it was deleted. */
async function listed(run: CleaningUp): Promise<readonly string[]> {
  const { clock, journal, subject } = run;
  if (journal.backwards().length === 0) return [];
  const { stateMs, everyMs } = subject.bounds;
  const endMs = clock.now() + stateMs;
  for (;;) {
    const left = await listOnce(run);
    if (left.length === 0 || clock.now() >= endMs) return left;
    await clock.pause(everyMs);
  }
}

async function listOnce({ subject, names, regions }: CleaningUp): Promise<readonly string[]> {
  const left: string[] = [];
  for (const region of regions) {
    try {
      const isOwn = (name: string) => name.includes(`/${names.rule}/`);
      const found = await leftoversIn(region, subject, { isOwn, queuePrefix: names.rule });
      left.push(...sentencesOf(found, subject));
    } catch (error) {
      left.push(
        `whether something is left in ${region} could not be listed (${failureText(error)})`,
      );
    }
  }
  return left;
}

/** What is left in a Region, a sentence each. */
function sentencesOf(
  { region, sources, buses, queues }: Leftovers,
  { options }: Pick<Subject, 'options'>,
): readonly string[] {
  const byHand = `by hand: npm run fanout -- validate --clean-up ${options}`;
  const things = [
    ...sources.map((name) => `the source ${name}`),
    ...buses.map(({ bus }) => `the customer's event bus ${bus}`),
    ...queues.map((name) => `the customer's queue ${name}`),
  ];
  return things.map((thing) => `${thing} is left in ${region}; ${byHand}`);
}
