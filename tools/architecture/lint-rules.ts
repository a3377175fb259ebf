import { forbiddenSpecifiers } from './forbidden.ts';
import { rooms, type Room } from './rooms.ts';

/** Modules that a pure room does not import. */
const impureModules = [
  '@aws-sdk/*',
  '@smithy/*',
  '@aws-lambda-powertools/*',
  'aws-cdk-lib',
  'aws-cdk-lib/*',
  'constructs',
  'aws-lambda',
  'node:*',
];

/** An override of the linter's configuration that holds a room to its arrows. */
interface RoomOverride {
  readonly files: readonly string[];
  readonly rules: { readonly 'no-restricted-imports': readonly unknown[] };
}

/**
 * The part of the linter's configuration that holds the rooms to their arrows, `.oxlintrc.rooms.json`. An
 * override for each room, inner rooms behind those around them: of several overrides of a rule, the last
 * one that a file matches applies.
 */
export function roomRules(): { readonly overrides: readonly RoomOverride[] } {
  const overrides = rooms
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length)
    .map((room) => ({
      files: [room.path.endsWith('.ts') ? room.path : `${room.path}/**`],
      rules: { 'no-restricted-imports': ['error', { patterns: patternsOf(room) }] },
    }));
  return { overrides };
}

function patternsOf(room: Room): readonly object[] {
  const { path, imports, isPure = false } = room;
  const known =
    imports.length === 0 ? 'no other room' : `of other rooms only ${imports.join(', ')}`;
  const message = `${path} imports ${known} (tools/architecture/rooms.ts).`;
  const pure = `${path} is pure: no SDK, CDK, logger or Node modules.`;
  return [
    { group: forbiddenSpecifiers(room), message },
    ...(isPure ? [{ group: impureModules, message: pure }] : []),
  ];
}
