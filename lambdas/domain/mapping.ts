import { generatorProblem, tenantOf } from './generator.ts';
import { maxSourceNameLength, sourceName } from './source-name.ts';

/** State of a partner event source as AWS tells it (ListPartnerEventSourceAccounts). */
export type SourceState = 'PENDING' | 'ACTIVE' | 'DELETED';

/** One customer's wish for a generator's events: one partner event source. */
export interface Mapping {
  readonly generator: string;
  /** Tells the Region and the name, so that one account may register in several Regions. */
  readonly sourceArn: string;
  readonly sourceName: string;
  readonly tenant: string;
  /** The customer's AWS account, 12 digits. */
  readonly account: string;
  readonly region: string;
  /** New and unique at each registration: what was seen of an older one says nothing of this one. */
  readonly generation: string;
  readonly state: SourceState;
  /** The detail types wanted; all of them when absent. */
  readonly detailTypes?: readonly string[];
  /** RFC 3339 date-time. */
  readonly createdAt: string;
  readonly retirement?: Retirement;
}

/** Why and when a mapping ceased to match events. */
export interface Retirement {
  readonly reason: string;
  /** RFC 3339 date-time. */
  readonly retiredAt: string;
}

/** How long a retired mapping is kept for people to read its reason, in days. */
export const retiredMappingDays = 30;

/** What a customer asks for when it registers. */
export interface Registration {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
  readonly detailTypes?: readonly string[];
}

/** A registration's source name, or what is wrong with the registration. */
export function nameSource(
  partner: string,
  { generator, account, region }: Registration,
): { readonly name: string } | { readonly problem: string } {
  const problem = generatorProblem(generator);
  if (problem !== undefined) return { problem: `generator ${problem}` };
  if (!/^\d{12}$/.test(account)) return { problem: 'account must be 12 digits' };
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    return { problem: 'region must be an AWS Region such as us-east-1' };
  }
  const name = sourceName(partner, generator, account);
  if (name.length <= maxSourceNameLength) return { name };
  return {
    problem: `generator makes a source name of ${name.length} characters, ${maxSourceNameLength} are allowed`,
  };
}

/** The mapping of a new registration, whose partner event source has just been created: PENDING. */
export function newMapping(
  registration: Registration,
  source: { readonly name: string; readonly arn: string },
  { generation, createdAt }: { readonly generation: string; readonly createdAt: string },
): Mapping {
  return {
    ...registration,
    sourceArn: source.arn,
    sourceName: source.name,
    tenant: tenantOf(registration.generator),
    generation,
    state: 'PENDING',
    createdAt,
  };
}

/** Whether the mapping's customer asked for events of this detail type. */
export function wants(mapping: Mapping, detailType: string): boolean {
  return mapping.detailTypes === undefined || mapping.detailTypes.includes(detailType);
}
