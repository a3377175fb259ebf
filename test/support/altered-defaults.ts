import { rowsOf } from '../../lambdas/settings/read-settings.ts';
import { table } from '../../lambdas/settings/table/table.ts';

/** The rows of the table that have a default. */
export const defaulted = rowsOf(table).filter(({ row }) => row.reason !== undefined);

/** A row's section and name. */
export const nameOf = ({ section, name }: { section: string; name: string }) =>
  `${section}.${name}`;

const standard = new Map(defaulted.map((one) => [nameOf(one), one.row.default]));

/** Gives every default of the table another value. Whatever uses them must be loaded after this. */
export function alterDefaults(): void {
  for (const { row } of defaulted) Object.assign(row, { default: otherThan(row.default) });
}

/** The altered default of a row, by its section and name. */
export function other(name: string): unknown {
  if (!standard.has(name)) throw new Error(`the table has no default of ${name}`);
  return otherThan(standard.get(name));
}

/** The same of a row whose default is a number. */
export function otherNumber(name: string): number {
  return Number(other(name));
}

/** Another value of a row's kind, which goes with the others. */
function otherThan(value: unknown): unknown {
  const others = new Map<unknown, unknown>([
    ['report', 'adopt'],
    ['repair', 'report'],
    ['access_token', 'id_token'],
    ['resources', 'none'],
    ['byReference', 'no'],
    ['all', 'exceptions'],
    ['latency', 'cost'],
    ['rows', 'bodies'],
    // No attribute of a CloudEvent has a space in its name.
    ['subject', 'source'],
    // EventBridge's limit bounds it.
    [1_048_576, 1_048_575],
  ]);
  if (others.has(value)) return others.get(value);
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value} other`;
  if (Array.isArray(value) && value.length === 0) return ['other'];
  return Array.isArray(value) ? [...value, 0.5] : { ...Object(value), other: 'yes' };
}
