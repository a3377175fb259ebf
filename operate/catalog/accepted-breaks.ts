import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { InputError } from '../../terminal/input-error.ts';
import { objectOf, readJsonFile } from '../../terminal/json-file.ts';
import type { Change } from './compare/change.ts';

/** A break that the vendor makes on purpose. */
export interface AcceptedBreak {
  readonly detailType: string;
  /** Where; what is below it is accepted, too. */
  readonly path: string;
}

const fileName = 'accepted-breaks.json';
const text = v.pipe(v.string('must be a text'), v.nonEmpty('is empty'));
const path = v.pipe(
  v.string('must be a text'),
  v.regex(/^(?:\/.*[^/])?$/s, 'must be a path such as /ref, or empty for all of the detail type'),
);
const fileSchema = v.array(objectOf({ detailType: text, path, reason: text }), 'must be an array');

/** The breaks that a catalogue's `accepted-breaks.json` lists, if there is one. Rejects with an InputError. */
export async function readAcceptedBreaks(catalog: string): Promise<readonly AcceptedBreak[]> {
  const file = join(catalog, fileName);
  return existsSync(file) ? await readJsonFile('--catalog', file, fileSchema) : [];
}

/** The value of `--allow`: a detail type, a colon, and a path, of which the last `:/` is the border. */
export function readAllowed(given: string): AcceptedBreak {
  const at = given.lastIndexOf(':/');
  if (at > 0) return { detailType: given.slice(0, at), path: given.slice(at + 1) };
  if (given.endsWith(':') && given.length > 1) return { detailType: given.slice(0, -1), path: '' };
  throw new InputError(`--allow must be DETAIL-TYPE:PATH such as push:/ref, not "${given}"`);
}

/** Whether a change is at an accepted place, or below it. An empty path accepts what concerns all of the detail type. */
export function isAccepted(change: Change, accepted: readonly AcceptedBreak[]): boolean {
  return accepted.some((one) => accepts(one, change));
}

/** A line for each accepted break that no longer is one. */
export function unneededBreaks(
  changes: readonly Change[],
  accepted: readonly AcceptedBreak[],
): readonly string[] {
  const breaks = changes.filter(({ severity }) => severity === 'breaking');
  return accepted
    .filter((one) => !breaks.some((change) => accepts(one, change)))
    .map((one) => `${one.detailType}:${one.path} is accepted, and nothing breaks there`);
}

function accepts({ detailType, path: place }: AcceptedBreak, change: Change): boolean {
  return (
    detailType === change.detailType &&
    (place === change.path || change.path.startsWith(`${place}/`))
  );
}
