import { determinismRules } from './determinism-rules.ts';
import { forbiddenSpecifiers } from './forbidden.ts';
import { rooms, type Room } from './rooms.ts';

/** An override of the linter's configuration. */
interface Override {
  readonly files: readonly string[];
  readonly jsPlugins?: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
}

/**
 * The part of the linter's configuration that holds the rooms to their arrows, `.oxlintrc.rooms.json`. An
 * override for each room, inner rooms behind those around them: of several overrides of a rule, the last
 * one that a file matches stands alone.
 */
export function roomRules(): { readonly overrides: readonly Override[] } {
  const overrides = rooms
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length)
    .map((room) => ({
      files: filesOf(room),
      rules: { 'no-restricted-imports': ['error', { patterns: patternsOf(room) }] },
    }));
  const deterministic = rooms
    .filter(({ isDeterministic = false }) => isDeterministic)
    .map((room) => ({ files: filesOf(room), ...determinismRules(room.path) }));
  return { overrides: [ofEveryFolder, ...overrides, ...deterministic] };
}

const noRoom = 'No room: a new folder first gets its row in tools/architecture/rooms.ts.';

/** For files in no room, and for imports in a form that the rules of the rooms do not see. */
const ofEveryFolder: Override = {
  files: ['*/**'],
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ regex: '^', message: noRoom }] }],
    'typescript/no-require-imports': 'error',
  },
};

function filesOf({ path }: Room): readonly string[] {
  return [path.endsWith('.ts') ? path : `${path}/**`];
}

function patternsOf(room: Room): readonly object[] {
  const { path, imports, packages } = room;
  const known =
    imports.length === 0 ? 'no other room' : `of other rooms only ${imports.join(', ')}`;
  const also = packages === undefined ? '' : `, and of packages only ${packages.join(', ')}`;
  const message = `${path} imports ${known}${also} (tools/architecture/rooms.ts).`;
  // One group: what it allows again, the linter would allow in spite of another group.
  return [{ group: [...forbiddenPackages(room), ...forbiddenSpecifiers(room)], message }];
}

function forbiddenPackages({ packages }: Room): readonly string[] {
  if (packages === undefined) return [];
  return ['**', '!./**', '!../**', ...packages.map((name) => `!${name}`)];
}
