import { readSourceArn } from '../contract/pasted.ts';
import { isLive, type Mapping } from '../domain/mapping.ts';
import { maxSourceNameLength, parseSourceName } from '../domain/source-name.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import type { RegistrationTable } from '../ports/registration.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestContext } from './request-context.ts';
import { isGeneratorOf } from './tenant.ts';

/** A source by its name, as a request has it: an ARN of the source or of its event bus names it, too. */
export interface NamedSource {
  readonly name: string;
  /** Needed where the tenant has live sources of the name in several Regions. */
  readonly region: string | undefined;
}

/** A source that the tenant has. */
export interface FoundSource {
  readonly kind: 'found';
  readonly mapping: Mapping;
}

/** Finds a source of the tenant. The name of another tenant's source never reaches the table. */
export async function findSource(
  given: NamedSource,
  { tenant, mappings, settings }: RequestContext,
): Promise<Problem | FoundSource> {
  const arn = readSourceArn(given.name);
  const { name = given.name } = arn;
  const { region = arn.region } = given;
  if (name.length > maxSourceNameLength) return problem('notFound');
  const { generator } = parseSourceName(settings.partnerName, name) ?? {};
  if (generator === undefined || !isGeneratorOf(tenant, generator)) return problem('notFound');
  const found = await mappings.find(generator);
  const named = found.filter(
    (one) => one.sourceName === name && (region === undefined || one.region === region),
  );
  const live = named.filter(isLive);
  return onlyOne(live.length > 0 ? live : named);
}

function onlyOne(mappings: readonly Mapping[]): Problem | FoundSource {
  const [mapping, another] = mappings;
  if (mapping === undefined) return problem('notFound');
  if (another === undefined) return { kind: 'found', mapping };
  const regions = mappings.map((one) => one.region).toSorted();
  return problem('regionRequired', {
    errors: [{ field: 'region', message: `must be one of ${regions.join(', ')}` }],
  });
}

/** The mapping of one source, retired or not. */
export async function findMapping(
  { generator, sourceArn }: MappingKey,
  mappings: Pick<RegistrationTable, 'find'>,
): Promise<Mapping | undefined> {
  const found = await mappings.find(generator);
  return found.find((mapping) => mapping.sourceArn === sourceArn);
}
