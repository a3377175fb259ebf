import { isJsonObject } from '../../../lambdas/domain/json.ts';

/** A member of an event's `detail`, as its JSON Schema has it. */
export interface Member {
  /** Such as `issue.labels[].name`. */
  readonly path: string;
  /** Such as `string`, `array of object` or `string or null`. */
  readonly type: string;
  readonly isRequired: boolean;
  /** Format, allowed values and bounds, and the schema's own description. */
  readonly notes: readonly string[];
}

/** The members of a detail; `isCut` if there are more, or deeper ones, than are listed. */
export interface MemberList {
  readonly members: readonly Member[];
  readonly isCut: boolean;
}

type Schema = Readonly<Record<string, unknown>>;

// For people: who needs more reads the schema, which is on the same page.
const maxMembers = 1_000;
const maxDepth = 12;
// Alternatives may multiply each other without adding a member.
const maxSteps = 10_000;
const maxNoteLength = 300;

/** The members that a JSON Schema describes, in its order, those of objects after the object. */
export function membersIn(schema: Schema): MemberList {
  const walk = new MemberWalk(schema);
  walk.object(schema, '', 0);
  return { members: walk.members, isCut: walk.isCut };
}

class MemberWalk {
  readonly members: Member[] = [];
  isCut = false;
  readonly #root: Schema;
  #steps = 0;
  /** References under way: a schema may refer to itself. */
  readonly #followed = new Set<string>();

  constructor(root: Schema) {
    this.#root = root;
  }

  /** Lists the members of an object, and of each of its alternatives. */
  object(schema: Schema, path: string, depth: number): void {
    if (depth > maxDepth) {
      this.isCut = true;
      return;
    }
    const { properties, required } = schema;
    const names = new Set(Array.isArray(required) ? required : []);
    for (const [name, member] of isJsonObject(properties) ? Object.entries(properties) : []) {
      this.#member(asSchema(member), `${path}${path === '' ? '' : '.'}${name}`, {
        isRequired: names.has(name),
        depth,
      });
    }
    for (const part of alternativesOf(schema)) this.#follow(part, path, depth + 1);
  }

  #member(
    schema: Schema,
    path: string,
    { isRequired, depth }: { readonly isRequired: boolean; readonly depth: number },
  ): void {
    if (this.members.length >= maxMembers) {
      this.isCut = true;
      return;
    }
    const resolved = this.#resolve(schema) ?? schema;
    this.members.push({
      path,
      type: typeOf(resolved),
      isRequired,
      notes: notesOf(schema, resolved),
    });
    this.#follow(schema, path, depth + 1);
  }

  /** Lists what is below a schema: members of an object, of an array's items, or of what it refers to. */
  #follow(schema: Schema, path: string, depth: number): void {
    this.#steps += 1;
    if (this.#steps > maxSteps) {
      this.isCut = true;
      return;
    }
    const { $ref: reference } = schema;
    if (typeof reference === 'string') {
      const target = this.#resolve(schema);
      if (target === undefined || this.#followed.has(reference)) {
        this.isCut = true;
        return;
      }
      this.#followed.add(reference);
      this.#follow(target, path, depth);
      this.#followed.delete(reference);
    }
    if (isJsonObject(schema['items'])) this.#follow(schema['items'], `${path}[]`, depth + 1);
    this.object(schema, path, depth);
  }

  /** What a schema refers to, if that is in the same document. */
  #resolve({ $ref: reference }: Schema): Schema | undefined {
    if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined;
    const keys = reference.slice(1).split('/').slice(1).map(decodePointer);
    const target = keys.reduce<unknown>(
      (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      this.#root,
    );
    return isJsonObject(target) ? target : undefined;
  }
}

function decodePointer(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** `true` and `false` are schemas, too. */
function asSchema(value: unknown): Schema {
  return isJsonObject(value) ? value : {};
}

function alternativesOf(schema: Schema): readonly Schema[] {
  return ['allOf', 'anyOf', 'oneOf'].flatMap((key) => {
    const list = schema[key];
    return Array.isArray(list) ? list.filter(isJsonObject) : [];
  });
}

function typeOf(schema: Schema): string {
  const { type, items } = schema;
  if (type === 'array' && isJsonObject(items)) return `array of ${typeOf(items)}`;
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return type.map(String).join(' or ');
  const types = new Set(alternativesOf(schema).map(typeOf));
  return types.size === 0 ? 'any' : [...types].join(' or ');
}

const bounds = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
] as const;

/** The notes of a member: what its schema says, then what it refers to says. */
function notesOf(schema: Schema, resolved: Schema): readonly string[] {
  const both = { ...resolved, ...schema };
  const { description, format, const: only, enum: allowed } = both;
  const notes = [
    ...(typeof description === 'string' ? [description] : []),
    ...(typeof format === 'string' ? [`format ${format}`] : []),
    ...(only === undefined ? [] : [`always ${JSON.stringify(only)}`]),
    ...(Array.isArray(allowed)
      ? [`one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}`]
      : []),
    ...bounds.flatMap((name) =>
      both[name] === undefined ? [] : [`${name} ${JSON.stringify(both[name])}`],
    ),
  ];
  return notes.map(shortened);
}

function shortened(note: string): string {
  return note.length <= maxNoteLength ? note : `${note.slice(0, maxNoteLength).toWellFormed()}…`;
}
