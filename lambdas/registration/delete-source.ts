import type { Mapping } from '../domain/mapping.ts';
import { releaseAdmission } from './admit-registration.ts';
import { callProblem } from './call-problem.ts';
import { findMapping, findSource, isLive, type NamedSource } from './find-source.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestContext } from './services.ts';
import { writeRegistration } from './write-registration.ts';

// Each one more is for another request that changes the same source at that moment.
const maxRounds = 10;

/** Deletes a source in AWS, and then its mapping, retired or not. */
export async function deleteSource(
  named: NamedSource,
  context: RequestContext,
): Promise<Problem | { readonly kind: 'deleted' }> {
  const { calls, table, log } = context;
  const found = await findSource(named, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  const { sourceName, region, account, generation } = mapping;
  const deleted = await calls.delete(region, sourceName, account);
  if (deleted.kind === 'failed') return callProblem(deleted.failure, mapping, log);
  const removed = await table.remove(mapping);
  log.info('source deleted', { sourceName, region, generation, result: removed });
  if (removed === 'superseded') {
    await giveBackSource(mapping, context);
    return problem('changedMeanwhile');
  }
  await releaseAdmission(mapping, context);
  return { kind: 'deleted' };
}

/**
 * AWS deletes on no condition, so the source of a newer registration may have been deleted: it is
 * made again then. Whoever makes a source writes a new generation, so that of two deletions at once
 * the other one notifications; and takes it away again if there is no mapping any more.
 */
async function giveBackSource(deleted: Mapping, context: RequestContext): Promise<void> {
  const { calls, table, log } = context;
  const { region, sourceName: name, sourceArn: arn, account } = deleted;
  let isOurs = false;
  for (let round = 0; round < maxRounds; round += 1) {
    const newest = await findMapping(deleted, table);
    const live = newest !== undefined && isLive(newest) ? newest : undefined;
    if (live === undefined && !isOurs) return;
    const result =
      live === undefined
        ? await calls.delete(region, name, account)
        : await calls.create(region, name, account);
    if (result.kind === 'failed') {
      callProblem(result.failure, deleted, log);
      return;
    }
    if (result.kind === 'exists' && result.wasThere && !isOurs) return;
    isOurs = result.kind !== 'deleted';
    if (live === undefined) continue;
    const same = { ...live, detailTypes: live.detailTypes ?? null };
    const standing = { mapping: live, seen: undefined };
    if (await writeRegistration(same, { name, arn }, standing, context)) return;
  }
  log.error('a source and its mapping may not agree', { sourceName: name, region });
}
