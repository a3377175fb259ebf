import { format } from 'prettier';
import { localOverrides } from '../../lambdas/settings/local-settings.ts';
import { rowsOf, type PlacedRow } from '../../lambdas/settings/read-settings.ts';
import { table } from '../../lambdas/settings/table/table.ts';
import { ownKeys, sections } from './own-keys.ts';

const rows = rowsOf(table);

/** `docs/settings.md`: the table of settings to read, laid out as Prettier does. */
export async function settingsPage(): Promise<string> {
  const inStage = rows.filter(({ row }) => row.stageKey !== undefined);
  const ofFunctions = rows.filter(({ row }) => row.stageKey === undefined && row.reason);
  const ofDeployment = rows.filter(({ row }) => row.stageKey === undefined && !row.reason);
  const text = [
    intro,
    '## The sections of a stage',
    markdown(
      ['Section', 'Meaning'],
      sections().map(({ key, meaning }) => [code(key), meaning]),
    ),
    '## What a stage can set',
    markdown(
      ['Key', 'Default', 'Must be', 'Meaning', 'Reason', 'Variable'],
      inStage.map(stageCells),
    ),
    '## Other keys of a stage',
    markdown(
      ['Key', 'Default', 'Must be', 'Meaning'],
      ownKeys().map(({ key, expected, standard, isNeeded, meaning }) => [
        code(key),
        isNeeded ? 'required' : code(standard),
        expected,
        meaning,
      ]),
    ),
    otherKeys,
    '## What no stage sets',
    markdown(
      ['Setting', 'Value', 'In local mode', 'Meaning', 'Reason', 'Variable'],
      ofFunctions.map(functionCells),
    ),
    '## What each deployment provides',
    markdown(
      ['Variable', 'Functions', 'Meaning'],
      ofDeployment.map(({ row }) => [code(row.variable), row.functions.join(', '), row.meaning]),
    ),
  ].join('\n\n');
  return await format(text, { parser: 'markdown' });
}

const intro = `# Settings

<!-- Written by \`npm run settings\` from lambdas/settings/table: change it there. -->

[lambdas/settings/table](../lambdas/settings/README.md) defines each setting once, with its bounds, its default and the reason for the default. A stage is a file, \`stages/<stage>.json\`. In that file, the key \`reconcile.orphanGraceHours\` is the member \`orphanGraceHours\` of the object \`reconcile\`.`;

const otherKeys = `[deploy.md](deploy.md) explains how they work together.`;

function stageCells({ row }: PlacedRow): readonly string[] {
  const { kind, meaning, reason = '' } = row;
  const expected = kind !== undefined && 'expected' in kind ? String(kind.expected) : '';
  return [code(row.stageKey), standardOf(row), expected, meaning, reason, variableOf(row)];
}

function functionCells({ section, name, row }: PlacedRow): readonly string[] {
  const overrides: unknown = Object(Object(localOverrides)[section])[name];
  return [
    code(`${section}.${name}`),
    code(row.default),
    code(overrides),
    row.meaning,
    row.reason ?? '',
    variableOf(row),
  ];
}

function standardOf({ reason, otherwise, default: standard }: PlacedRow['row']): string {
  return reason === undefined ? (otherwise ?? 'required') : code(standard);
}

function variableOf({ variable, functions }: PlacedRow['row']): string {
  const names = functions.join(', ');
  return variable === undefined ? names : `${code(variable)} of ${names}`;
}

function code(value: unknown): string {
  if (value === undefined) return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function markdown(head: readonly string[], body: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...body];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
