import { isJsonObject } from '../json.ts';
import type { StubMembers } from './stub.ts';

const ownProperties = {
  payload_url: {
    type: 'string',
    format: 'uri',
    description: 'Where the whole detail is until `expires_at`. It answers with a redirect.',
  },
  payload_size_bytes: { type: 'integer', minimum: 2 },
  payload_sha256: {
    type: 'string',
    pattern: '^[0-9a-f]{64}$',
    description: 'The SHA-256 of the whole detail.',
  },
  expires_at: { type: 'string', format: 'date-time' },
} as const satisfies Record<keyof StubMembers, object>;

/**
 * The JSON Schema (2020-12) of the stub that comes in the place of a large detail. What a stub keeps of the
 * detail is as in the detail's own schema, and may be absent, since it is kept only if it is small.
 *
 * @param schema JSON Schema of the detail
 * @param keptInStub top-level members of the detail
 */
export function stubSchema(
  detailType: string,
  schema: Readonly<Record<string, unknown>>,
  keptInStub: readonly string[],
): Readonly<Record<string, unknown>> {
  const { properties, $defs } = schema;
  const known = isJsonObject(properties) ? properties : {};
  const kept = keptInStub.filter((name) => Object.hasOwn(known, name));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${detailType}: stub of a large event`,
    type: 'object',
    properties: {
      ...Object.fromEntries(kept.map((name) => [name, known[name]])),
      ...ownProperties,
    },
    required: Object.keys(ownProperties),
    // The schemas of members may refer to these.
    ...($defs !== undefined && kept.length > 0 && { $defs }),
  };
}
