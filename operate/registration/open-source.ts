import { readPasted } from '../../lambdas/contract/pasted.ts';
import { tenantOf } from '../../lambdas/domain/generator.ts';
import { parseSourceName } from '../../lambdas/domain/source-name.ts';
import type { NamedSource } from '../../lambdas/registration/find-source.ts';
import type { RequestContext } from '../../lambdas/registration/request-context.ts';
import { isTenantName } from '../../lambdas/registration/tenant.ts';
import { InputError } from '../../terminal/input-error.ts';
import { warningsTo } from '../log.ts';
import { plainText } from '../plain-text.ts';
import type { Connection } from '../target/connection.ts';
import { commonOptions, connect, readTarget } from '../target/target.ts';
import type { Terminal } from '../terminal.ts';
import { registrationContext } from './registration-context.ts';

/** The options of a command for one source. */
export const sourceOptions = {
  ...commonOptions,
  source: { type: 'string' },
  region: { type: 'string' },
} as const;

/** The help text of {@link sourceOptions}, without that of the options that every command has. */
export const sourceHelp = `  --source NAME       the source: aws.partner/<partner>/<generator>/<account>,
                      or its ARN
  --region NAME       the Region of the source, if several have this name`;

/** The options of a command for one source, or for a tenant. */
export const ownerOptions = { ...sourceOptions, tenant: { type: 'string' } } as const;

interface TargetValues {
  readonly stage?: string | undefined;
  readonly port?: string | undefined;
  readonly region?: string | undefined;
}

interface OwnerValues extends TargetValues {
  readonly source?: string | undefined;
  readonly tenant?: string | undefined;
}

/** A target, and what the registration API's code needs to serve a tenant of it. */
export interface OpenedTenant {
  readonly connection: Connection;
  readonly context: RequestContext;
}

/** The same for a source of the tenant. */
export interface OpenedSource extends OpenedTenant {
  readonly named: NamedSource;
}

/** The value of `--source`. Throws an InputError if there is none. */
export function givenSource({ source }: Pick<OwnerValues, 'source'>): string {
  if (source !== undefined && source !== '') return source;
  throw new InputError('--source is missing');
}

/** The source that a text names: its name, or the ARN of it, of its event bus or of a rule on that. */
function namedBy(given: string, region: string | undefined): NamedSource {
  const pasted = readPasted(given);
  const name = pasted.sourceName ?? given;
  if (region !== undefined && pasted.region !== undefined && region !== pasted.region) {
    throw new InputError(
      `--region ${plainText(region)}: the ARN is of ${plainText(pasted.region)}`,
    );
  }
  return { name, region: region ?? pasted.region };
}

/** Connects to the target of a command for one source. Rejects with an InputError if its name is not one of the partner's. */
export async function openSource(
  given: string,
  values: TargetValues,
  terminal: Terminal,
): Promise<OpenedSource> {
  const connection = await connect(readTarget(values));
  const { partnerName } = connection;
  const { name, region } = namedBy(given, values.region);
  const parsed = parseSourceName(partnerName, name);
  if (parsed === undefined) {
    throw new InputError(
      `${plainText(given)} is not a source name: expected aws.partner/${partnerName}/<generator>/<account>, or its ARN`,
    );
  }
  const opened = openTenant(tenantOf(parsed.generator), connection, terminal);
  return { ...opened, named: { name, region } };
}

/**
 * Connects to the target of a command for a source or a tenant; `named` is undefined for a tenant. The clock
 * is this machine's, as that of what is recorded: only local mode's EventBridge may be ahead of it.
 */
export async function openOwner(
  values: OwnerValues,
  terminal: Terminal,
): Promise<OpenedTenant & { readonly named: NamedSource | undefined }> {
  const { source, tenant, region } = checkOwner(values);
  if (source !== undefined) return byOwnClock(await openSource(source, values, terminal));
  if (region !== undefined) throw new InputError('--region is for --source');
  const connection = await connect(readTarget(values));
  return byOwnClock({ ...openTenant(tenant, connection, terminal), named: undefined });
}

/** The same for one source. */
export async function openRecordedSource(
  name: string,
  values: TargetValues,
  terminal: Terminal,
): Promise<OpenedSource> {
  return byOwnClock(await openSource(name, values, terminal));
}

/** The value of `--tenant`. Throws an InputError if it is none, or no tenant's name. */
export function givenTenant({ tenant }: Pick<OwnerValues, 'tenant'>): string {
  if (tenant === undefined) throw new InputError('--tenant is missing');
  if (!isTenantName(tenant)) {
    throw new InputError(`--tenant ${plainText(tenant)}: not a tenant's name`);
  }
  return tenant;
}

function checkOwner({ source, tenant, region }: OwnerValues) {
  if (source !== undefined && tenant !== undefined) {
    throw new InputError('specify either --source or --tenant, not both');
  }
  if (source !== undefined) return { source: givenSource({ source }), tenant: '', region };
  if (tenant === undefined) throw new InputError('specify --source or --tenant');
  return { source, tenant: givenTenant({ tenant }), region };
}

function openTenant(
  tenant: string,
  connection: Connection,
  { errorOutput }: Terminal,
): OpenedTenant {
  return {
    connection,
    context: registrationContext(connection, tenant, warningsTo(errorOutput)),
  };
}

function byOwnClock<T extends OpenedTenant>(opened: T): T {
  return { ...opened, context: { ...opened.context, nowMs: Date.now() } };
}
