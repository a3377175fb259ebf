import { asksForAccess } from './access-words.ts';

/** A field that a client may send: its name, and the operation that takes it. */
export interface SentField {
  readonly operation: string;
  readonly field: string;
}

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'patch', 'delete', 'head']);

/** The fields of a description (OpenAPI 3) that would give access to a customer's account. */
export function accessFields(description: unknown): readonly SentField[] {
  return sentFields(description).filter(({ field }) => asksForAccess(field));
}

/** Every parameter and every field of a request's body, of each operation. */
export function sentFields(description: unknown): readonly SentField[] {
  const paths = entriesOf(memberOf(description, 'paths'));
  return paths.flatMap(([path, item]) => {
    const shared = memberOf(item, 'parameters');
    return entriesOf(item)
      .filter(([method]) => methods.has(method))
      .flatMap(([method, operation]) => {
        const names = [
          ...parameterNames(shared, description),
          ...parameterNames(memberOf(operation, 'parameters'), description),
          ...bodyNames(memberOf(operation, 'requestBody'), description),
        ];
        return names.map((field) => ({ operation: `${method.toUpperCase()} ${path}`, field }));
      });
  });
}

function parameterNames(parameters: unknown, description: unknown): readonly string[] {
  return itemsOf(parameters).flatMap((one) => {
    const name = memberOf(resolved(one, description), 'name');
    return typeof name === 'string' ? [name] : [];
  });
}

function bodyNames(body: unknown, description: unknown): readonly string[] {
  const contents = entriesOf(memberOf(resolved(body, description), 'content'));
  return contents.flatMap(([, content]) =>
    propertyNames(memberOf(content, 'schema'), description, new Set()),
  );
}

const parts = ['items', 'additionalProperties', 'not', 'if', 'then', 'else'] as const;
const lists = ['oneOf', 'anyOf', 'allOf', 'prefixItems'] as const;

/** The names of all properties of a schema, at any depth. */
function propertyNames(
  schema: unknown,
  description: unknown,
  seen: ReadonlySet<unknown>,
): readonly string[] {
  const whole = resolved(schema, description);
  if (typeof whole !== 'object' || whole === null || seen.has(whole)) return [];
  const deeper = new Set([...seen, whole]);
  const properties = entriesOf(memberOf(whole, 'properties'));
  const others = [
    ...properties.map(([, one]) => one),
    ...entriesOf(memberOf(whole, 'patternProperties')).map(([, one]) => one),
    ...parts.map((name) => memberOf(whole, name)),
    ...lists.flatMap((name) => itemsOf(memberOf(whole, name))),
  ];
  return [
    ...properties.map(([name]) => name),
    ...others.flatMap((one) => propertyNames(one, description, deeper)),
  ];
}

/** What a `$ref` within the description refers to; anything else unchanged. */
function resolved(value: unknown, description: unknown): unknown {
  const reference = memberOf(value, '$ref');
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return value;
  const path = reference.slice('#/'.length).split('/');
  return path.reduce<unknown>(
    (found, name) => memberOf(found, name.replaceAll('~1', '/').replaceAll('~0', '~')),
    description,
  );
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const member: unknown = Reflect.get(value, name);
  return member;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
