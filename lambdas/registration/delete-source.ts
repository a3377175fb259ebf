import { isLive, type Mapping } from '../domain/mapping.ts';
import { releaseAdmission } from './admit-registration.ts';
import { callProblem } from './call-problem.ts';
import { findMapping, findSource, type NamedSource } from './find-source.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestContext } from './request-context.ts';
import { writeRegistration } from './write-registration.ts';

// Each round after the first is for another request that changes the same source at that moment.
const maxRounds = 10;

/** Deletes a source in AWS, and then its mapping, retired or not. */
export async function deleteSource(
  named: NamedSource,
  context: RequestContext,
): Promise<Problem | { readonly kind: 'deleted' }> {
  const { calls, mappings, log } = context;
  const found = await findSource(named, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  const { sourceName, region, account, generation } = mapping;
  const deleted = await calls.delete(region, sourceName, account);
  if (deleted.kind === 'failed') return callProblem(deleted.failure, mapping, log);
  const removed = await mappings.remove(mapping);
  log.info('source deleted', { sourceName, region, generation, result: removed });
  if (removed === 'superseded') {
    await restoreSource(mapping, context);
    return problem('changedMeanwhile');
  }
  await releaseAdmission(mapping, context);
  return { kind: 'deleted' };
}

/**
 * Re-creates the source of a newer registration. A deletion has no condition in AWS, so it may have
 * hit that source. Whoever creates a source writes a new generation, so that of two deletions at once
 * the other one sees it; and deletes the source again if there is no mapping any more.
 */
async function restoreSource(deleted: Mapping, context: RequestContext): Promise<void> {
  let isOurs = false;
  for (let round = 0; round < maxRounds; round += 1) {
    const newest = await findMapping(deleted, context.mappings);
    if (newest === undefined || !isLive(newest)) {
      if (!isOurs || !(await deleteAgain(deleted, context))) return;
      isOurs = false;
    } else {
      if (!(await createAgain(deleted, isOurs, context))) return;
      isOurs = true;
      if (await writeAgain(newest, context)) return;
    }
  }
  const { sourceName, region } = deleted;
  context.log.error('a source and its mapping may not agree', { sourceName, region });
}

/** Returns whether the source does not exist now. */
async function deleteAgain(deleted: Mapping, { calls, log }: RequestContext): Promise<boolean> {
  const { region, sourceName, account } = deleted;
  const result = await calls.delete(region, sourceName, account);
  if (result.kind === 'failed') callProblem(result.failure, deleted, log);
  return result.kind === 'deleted';
}

/** Returns whether the source exists and is ours: created by this deletion, now or in an earlier round. */
async function createAgain(
  deleted: Mapping,
  isOurs: boolean,
  { calls, log }: RequestContext,
): Promise<boolean> {
  const { region, sourceName, account } = deleted;
  const result = await calls.create(region, sourceName, account);
  if (result.kind === 'failed') {
    callProblem(result.failure, deleted, log);
    return false;
  }
  return isOurs || result.kind === 'created' || !result.wasThere;
}

/** Returns whether the mapping has a new generation and its source existed after that. */
async function writeAgain(live: Mapping, context: RequestContext): Promise<boolean> {
  const { detailTypes = null, displayName = null } = live;
  const registration = { ...live, detailTypes, displayName };
  const source = { name: live.sourceName, arn: live.sourceArn };
  const existing = { mapping: live, seen: undefined };
  return (await writeRegistration(registration, source, existing, context)) !== undefined;
}
