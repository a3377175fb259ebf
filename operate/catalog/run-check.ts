import { parseArguments } from '../../terminal/command-options.ts';
import { noArguments } from '../arguments.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import {
  isAccepted,
  readAcceptedBreaks,
  readAllowed,
  unneededBreaks,
  type AcceptedBreak,
} from './accepted-breaks.ts';
import { catalogFolder } from '../own-catalog.ts';
import { openCatalogFolder } from './catalog-folder.ts';
import { checkFiles, type CheckedCatalog } from './check-files.ts';
import type { Change } from './compare/change.ts';
import { compareCatalogs } from './compare/compare-catalogs.ts';
import { readEarlier, type EarlierCatalog } from './earlier-catalog.ts';

const options = {
  against: { type: 'string' },
  allow: { type: 'string', multiple: true },
  catalog: { type: 'string', default: catalogFolder },
  json: { type: 'boolean', default: false },
} as const;

interface JudgedChange extends Change {
  readonly isAccepted: boolean;
}

/** Runs `fanout catalog check` with these arguments; resolves with its exit code. */
export async function runCheck(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, options);
  noArguments(positionals);
  const allowed = (values.allow ?? []).map(readAllowed);
  const catalog = openCatalogFolder(values.catalog, 'vendor.example');
  const accepted = [...(await readAcceptedBreaks(values.catalog)), ...allowed];
  const checked = await checkFiles(values.catalog, catalog);
  const { against } = values;
  const earlier = against === undefined ? undefined : await readEarlier(against, values.catalog);
  const { judged, unneeded } = judgedChanges(earlier, checked, accepted);
  const { errors, types } = checked;
  const warnings = [...checked.warnings, ...unneeded];
  if (values.json) {
    printJson(terminal, { detailTypes: types.length, errors, warnings, changes: judged });
  } else {
    printLines(terminal, [
      ...errors.map((error) => `wrong: ${error}`),
      ...warnings.map((warning) => `warning: ${warning}`),
      `${types.length} detail type${types.length === 1 ? '' : 's'} checked: ${errors.length} wrong`,
      ...(earlier === undefined ? [] : comparisonLines(earlier, judged)),
    ]);
  }
  return errors.length === 0 && judged.every((change) => !breaks(change)) ? 0 : 1;
}

function judgedChanges(
  earlier: EarlierCatalog | undefined,
  { types, unreadable }: CheckedCatalog,
  accepted: readonly AcceptedBreak[],
): { readonly judged: readonly JudgedChange[]; readonly unneeded: readonly string[] } {
  if (earlier?.kind !== 'found') return { judged: [], unneeded: [] };
  // What cannot be read is not gone.
  const before = earlier.types.filter(({ detailType }) => !unreadable.includes(detailType));
  const changes = compareCatalogs(before, types);
  return {
    judged: changes.map((change) => ({ ...change, isAccepted: isAccepted(change, accepted) })),
    unneeded: unneededBreaks(changes, accepted),
  };
}

function breaks({ severity, isAccepted: isOnPurpose }: JudgedChange): boolean {
  return severity === 'breaking' && !isOnPurpose;
}

function comparisonLines(
  earlier: EarlierCatalog,
  changes: readonly JudgedChange[],
): readonly string[] {
  if (earlier.kind === 'none') return [`not compared: ${earlier.reason}`];
  const broken = changes.filter(breaks).length;
  return [
    ...changes.map(changeLine),
    `compared with ${earlier.name}: ${changes.length} change${changes.length === 1 ? '' : 's'}, ${broken} breaking`,
  ];
}

function changeLine({ severity, detailType, path, what, why, ...rest }: JudgedChange): string {
  const kind = rest.isAccepted && severity === 'breaking' ? 'accepted' : severity;
  return `${kind}: ${detailType}${path === '' ? '' : ` ${path}`} ${what} (${why})`;
}
