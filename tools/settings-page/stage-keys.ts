import { format, resolveConfig } from 'prettier';
import { rowsOf } from '../../lambdas/settings/read-settings.ts';
import type { Setting } from '../../lambdas/settings/setting.ts';
import { table } from '../../lambdas/settings/table/table.ts';
import { stageSchema } from '../../lib/stage/schema.ts';
import { ownKeys, sections } from './own-keys.ts';
import { isSchema, typeText } from './type-text.ts';

/** The file with the keys of a stage as an interface. */
export const stageKeysFile = 'lib/stage/stage-keys.ts';

/** The keys of a stage as an interface with a sentence on each, for a vendor's own CDK app. */
export async function stageKeysModule(): Promise<string> {
  const text = `// Written by \`npm run settings\` from lambdas/settings/table and schema.ts: change it there.

/** The keys of a stage, as a \`stages/<stage>.json\` has them. */
export interface StageKeys {
${members('', stageSchema.entries)}
}
`;
  return await format(text, { ...(await resolveConfig(stageKeysFile)), parser: 'typescript' });
}

function members(path: string, entries: object): string {
  const parts = Object.entries(entries).map(([name, schema]) => member(path + name, name, schema));
  return parts.join('\n');
}

function member(path: string, name: string, schema: unknown, isOptional = false): string {
  if (!isSchema(schema)) throw new Error(`${path} has no schema`);
  const { wrapped, entries }: Record<string, unknown> = Object(schema);
  if (wrapped !== undefined) return member(path, name, wrapped, true);
  const type =
    entries === undefined ? typeText(schema) : `{ ${members(`${path}.`, Object(entries))} }`;
  const optional = isOptional ? ['?', ' | undefined'] : ['', ''];
  return `${comments.get(path) ?? ''}readonly ${name}${optional[0]}: ${type}${optional[1]};`;
}

/** What is said of each key and each section. */
const comments: ReadonlyMap<string, string> = new Map([
  ...sections().map(({ key, meaning }) => [key, comment(meaning)] as const),
  ...ownKeys().map(({ key, meaning, expected, standard, isNeeded }) => {
    const otherwise = isNeeded ? 'Required.' : defaultLine(standard);
    return [key, comment(meaning, expected, otherwise)] as const;
  }),
  ...rowsOf(table).flatMap(({ row: { stageKey, kind, meaning, ...row } }) => {
    if (stageKey === undefined) return [];
    const expected = kind !== undefined && 'expected' in kind ? String(kind.expected) : '';
    return [[stageKey, comment(meaning, expected, standardOf(row))] as const];
  }),
]);

function standardOf({ reason, otherwise, default: standard }: Partial<Setting>) {
  if (reason !== undefined) return defaultLine(standard);
  return otherwise === undefined ? 'Required.' : `@default ${otherwise}`;
}

function defaultLine(value: unknown): string | undefined {
  return value === undefined ? undefined : `@default ${JSON.stringify(value)}`;
}

function comment(meaning: string, expected = '', otherwise = ''): string {
  const bounds = expected === '' ? '' : `Must be ${expected}.`;
  const lines = [...linesOf(meaning), bounds, otherwise].filter((line) => line !== '');
  if (lines.length === 1) return `\n/** ${lines.join('')} */\n`;
  return `\n/**\n${lines.map((line) => ` * ${line.replaceAll('*/', '*\\/')}\n`).join('')} */\n`;
}

/** Lines of some 90 characters. */
function linesOf(text: string): readonly string[] {
  return text.match(/\S(?:.{0,90}\S)?(?=\s|$)/gu) ?? [];
}
