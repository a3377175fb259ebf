import { demonstrationEvents } from '../../local/demonstration.ts';
import { inferSchema, type InferredSchema } from './infer-schema.ts';
import { layOutJson } from './lay-out-json.ts';

/** A file of the catalogue. */
export interface CatalogFile {
  /** Relative to the catalogue's folder. */
  readonly path: string;
  readonly text: string;
}

type Detail = Readonly<Record<string, unknown>>;

// Of both samples of a detail type: more would make the repository heavy and teach nothing.
const maxSampleCharacters = 16_000;

// Such URLs hold a key id, long expired, that would alert scanners for leaked keys.
const signedUrl = /X-Amz-Credential=/;

/** The catalogue of the demonstration's events: its index, and a file for each detail type. */
export async function catalogFiles(): Promise<readonly CatalogFile[]> {
  const details = await detailsByType();
  const detailTypes = [...details.keys()].toSorted();
  const index = detailTypes.map((detailType) => ({
    detailType,
    description: describe(detailType),
    file: fileName(detailType),
    ...keptOf(details.get(detailType) ?? []),
  }));
  return [
    { path: 'index.json', text: `${layOutJson(index, 1)}\n` },
    ...detailTypes.map((detailType) => detailTypeFile(detailType, details.get(detailType) ?? [])),
  ];
}

async function detailsByType(): Promise<ReadonlyMap<string, readonly Detail[]>> {
  const details = new Map<string, Detail[]>();
  for await (const { text } of demonstrationEvents()) {
    const { detailType, detail }: { detailType: string; detail: Detail } = JSON.parse(text);
    details.set(detailType, [...(details.get(detailType) ?? []), detail]);
  }
  return details;
}

function detailTypeFile(detailType: string, details: readonly Detail[]): CatalogFile {
  const content = { schema: schemaOf(detailType, details), samples: samplesOf(details) };
  // Three levels: a line for each property of the schema, and for each member of a sample.
  return { path: `detail-types/${fileName(detailType)}`, text: `${layOutJson(content, 3)}\n` };
}

function schemaOf(detailType: string, details: readonly Detail[]) {
  const { type, properties, required } = inferSchema(details);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: detailType,
    type,
    properties: { ...properties, ...actionOf(details) },
    required,
  };
}

const scalarTypes = new Set<unknown>(['string', 'integer', 'number', 'boolean', 'null']);

/** What a stub keeps: the members that have one value, such as `action`, `ref` and `number`. */
function keptOf(details: readonly Detail[]): { readonly keptInStub?: readonly string[] } {
  const { properties = {} } = inferSchema(details);
  const keptInStub = Object.entries(properties)
    .filter(
      ([, { type }]) => type !== undefined && [type].flat().every((one) => scalarTypes.has(one)),
    )
    .map(([name]) => name);
  return keptInStub.length === 0 ? {} : { keptInStub };
}

// A detail type is one action of its webhook.
function actionOf([first]: readonly Detail[]): Readonly<Record<string, InferredSchema>> {
  const action = first?.['action'];
  return typeof action === 'string' ? { action: { type: 'string', const: action } } : {};
}

/** The smallest detail, and the next that shows more than it does, if the two are small. */
function samplesOf(details: readonly Detail[]): readonly Detail[] {
  const [first, ...others] = details
    .map((detail) => ({ detail, text: JSON.stringify(detail) }))
    .filter(({ text }) => !signedUrl.test(text))
    .toSorted((one, other) => one.text.length - other.text.length);
  if (first === undefined) return [];
  const shown = JSON.stringify(inferSchema([first.detail]));
  const second = others.find(
    ({ detail }) => JSON.stringify(inferSchema([first.detail, detail])) !== shown,
  );
  const hasRoom =
    second !== undefined && first.text.length + second.text.length <= maxSampleCharacters;
  return hasRoom ? [first.detail, second.detail] : [first.detail];
}

function describe(detailType: string): string {
  const [webhook = '', ...action] = detailType.split('.');
  return action.length === 0
    ? `GitHub webhook "${webhook}".`
    : `GitHub webhook "${webhook}", action "${action.join('.')}".`;
}

function fileName(detailType: string): string {
  return `${detailType}.json`;
}
