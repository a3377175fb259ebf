import { parseSourceName, sourceName } from '../../../lambdas/domain/source-name.ts';
import { tenantOf } from '../../../lambdas/domain/generator.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { deleteSource } from '../../../lambdas/registration/delete-source.ts';
import type { RequestContext } from '../../../lambdas/registration/request-context.ts';
import { OperationError } from '../../operation-error.ts';
import type { Recorder } from '../evidence/recorder.ts';
import { accountOfSource, deleteSourceDirectly, sourceNames } from '../sides/partner-side.ts';
import type { Side } from '../subject/subject.ts';

/** What taking registrations away needs: the product's own code, as an operator uses it, and the partner's API. */
export interface RemovalServices {
  readonly partnerName: string;
  readonly contextOf: (tenant: string) => RequestContext;
  readonly partner: Side;
}

/** Does not keep what it is given. */
const unrecorded: Pick<Recorder, 'call'> = { call: async (_, make) => await make() };

/**
 * Takes away all sources and mappings of a generator in some Regions, whoever made them: mappings by the product's own
 * code, which deletes the source first, and then what AWS still has. Rejects if something stays.
 */
export async function removeRegistration(
  generator: string,
  regions: readonly string[],
  services: RemovalServices,
): Promise<void> {
  const context = services.contextOf(tenantOf(generator));
  for (const mapping of await context.mappings.find(generator))
    await removeMapping(mapping, context);
  const prefix = prefixOf(services.partnerName, generator);
  for (const region of regions) {
    for (const name of await sourceNames(prefix, clientIn(region, services), unrecorded)) {
      const parsed = parseSourceName(services.partnerName, name);
      if (parsed?.generator === generator) await removeSource(name, region, services);
    }
  }
  const left = await context.mappings.find(generator);
  if (left.length > 0) throw new OperationError(`${left.length} mappings of ${generator} stay`);
}

/** Deletes a source with the partner's API, for whichever account it is. */
export async function removeSource(
  name: string,
  region: string,
  services: RemovalServices,
): Promise<void> {
  const client = clientIn(region, services);
  const found = await accountOfSource(name, client, unrecorded);
  if (found?.account === undefined) return;
  await deleteSourceDirectly({ name, account: found.account }, client, unrecorded);
}

/** Deletes a mapping, retired or not, and its source. */
export async function removeMapping(
  { sourceName: name, region }: Mapping,
  context: RequestContext,
): Promise<void> {
  const result = await deleteSource({ name, region }, context);
  if (result.kind === 'deleted' || result.code === 'notFound') return;
  throw new OperationError(`${name} in ${region} was not deleted: ${result.code}`);
}

/** How the names of a generator's sources begin, whatever their account. */
function prefixOf(partnerName: string, generator: string): string {
  return sourceName(partnerName, generator, '');
}

function clientIn(region: string, { partner }: RemovalServices) {
  return { region, client: partner.eventBridge(region) };
}
