import { sourcePrefix, type ExportedCatalog, type ExportedType } from '../exported-catalog.ts';
import { compileDetail, declaredNames } from './compile-detail.ts';

/** A detail type's types. */
export interface CompiledType {
  readonly type: ExportedType;
  /** What the interface of the event is called; that of its detail is `<name>Detail`. */
  readonly name: string;
  /** The declarations of the detail. */
  readonly text: string;
}

/**
 * Compiles the detail types in order; each declares names that no other declares. Rejects with an ExportError.
 *
 * @param onCompiled is told how many are done
 */
export async function compileTypes(
  { types }: ExportedCatalog,
  onCompiled: (done: number) => void = () => undefined,
): Promise<readonly CompiledType[]> {
  const taken = new Set(['PartnerEvent', 'CatalogEvent', 'LargeEvent', 'DetailTypes']);
  const compiled: CompiledType[] = [];
  for (const type of types) {
    const one = await compileUnique(type, taken);
    for (const name of namesIn(one)) taken.add(name);
    compiled.push(one);
    onCompiled(compiled.length);
  }
  return compiled;
}

async function compileUnique(
  type: ExportedType,
  taken: ReadonlySet<string>,
): Promise<CompiledType> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? type.name : `${type.name}${number}`;
    const one = { type, name, text: await compileDetail(type, `${name}Detail`) };
    if (namesIn(one).every((declared) => !taken.has(declared))) return one;
  }
}

function namesIn({ name, text }: CompiledType): readonly string[] {
  return [`${name}Event`, ...declaredNames(text)];
}

/** Declarations (`.d.ts`) of compiled detail types: an event of each, and their union. */
export function typesFile(
  catalog: Pick<ExportedCatalog, 'partnerName'>,
  compiled: readonly CompiledType[],
): string {
  return [
    header(catalog),
    ...compiled.map(({ text, name, type }) => `${text}\n${eventType(name, type)}`),
    union(compiled),
  ].join('\n');
}

function header(catalog: Pick<ExportedCatalog, 'partnerName'>): string {
  return `/**
 * An event of ${catalog.partnerName}, as a rule on a partner event bus and its targets see it. A function of
 * AWS Lambda takes it like an EventBridgeEvent of @types/aws-lambda.
 */
export interface PartnerEvent<DetailType extends string, Detail> {
  version: string;
  id: string;
  "detail-type": DetailType;
  /** The name of the partner event source. */
  source: \`${sourcePrefix(catalog)}/\${string}\`;
  account: string;
  /** RFC 3339 date-time. */
  time: string;
  region: string;
  resources: string[];
  detail: Detail;
}

/**
 * An event that is too large for EventBridge can come with this in the place of its detail: a link to the
 * detail, and some of its members. An event has it if \`"payload_url" in event.detail\`.
 */
export type LargeEvent = PartnerEvent<
  string,
  {
    payload_url: string;
    payload_size_bytes: number;
    payload_sha256: string;
    expires_at: string;
    [member: string]: unknown;
  }
>;
`;
}

function eventType(name: string, { detailType }: ExportedType): string {
  return `export type ${name}Event = PartnerEvent<${JSON.stringify(detailType)}, ${name}Detail>;
`;
}

function union(compiled: readonly CompiledType[]): string {
  const events = compiled.map(({ name }) => `  | ${name}Event`);
  const members = events.length === 0 ? 'never' : `\n${events.join('\n')}`;
  return `/** Any of these events; comparing \`event["detail-type"]\` tells which one it is. */
export type CatalogEvent =${events.length === 0 ? ' ' : ''}${members};
`;
}
