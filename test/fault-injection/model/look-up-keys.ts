import { boundsKey, type Bounds } from '../../../lambdas/domain/part.ts';
import type { LookUpOptions } from '../../../lambdas/ports/delivery.ts';

/**
 * A look-up may take several calls, each of which begins where another has ended: by generator, end of the
 * bounds and where a call has ended, the keys of the look-ups that it was part of.
 */
export type Cursors = Map<string, Set<string>>;

/** A call of a look-up: it begins with one that reads, and goes on with some that count. */
export type LookUpCall = LookUpOptions & { readonly isCount?: boolean };

/** By what an invocation's look-up is kept: what it finds may be of another moment than what others find. */
export function lookUpKey(generator: string, { sourceArn, after, through }: Bounds): string {
  // The sources of several messages are looked up together.
  const bounds = sourceArn === undefined ? boundsKey({ after, through }) : 'addressed';
  return `${generator} ${bounds}`;
}

/** The keys of the look-ups that a call may be part of. */
export function lookUpKeys(
  generator: string,
  options: LookUpCall,
  cursors: Cursors,
): ReadonlySet<string> {
  const { sourceArn, after, through, isCount = false } = options;
  if (sourceArn !== undefined || isOfSources(options)) {
    return new Set([lookUpKey(generator, { sourceArn: '' })]);
  }
  // Here no look-up reads on after it has counted: a generator has fewer mappings than are read at first.
  const begun =
    isCount && after !== undefined && cursors.get(cursorName(generator, through, after));
  return begun || new Set([lookUpKey(generator, { after, through })]);
}

/** Notes where a call has ended. */
export function noteCursor(
  generator: string,
  options: LookUpCall,
  end: string | undefined,
  cursors: Cursors,
): void {
  if (end === undefined) return;
  const name = cursorName(generator, options.through, end);
  const keys = cursors.get(name) ?? new Set<string>();
  for (const key of lookUpKeys(generator, options, cursors)) keys.add(key);
  cursors.set(name, keys);
}

function cursorName(generator: string, through: string | undefined, end: string): string {
  return JSON.stringify([generator, through, end]);
}

/** Whether a look-up is of sources that messages are for alone: it begins before the ARN of the first of them. */
function isOfSources({ after }: LookUpOptions): boolean {
  return after !== undefined && !/\/\d{12}$/.test(after);
}
