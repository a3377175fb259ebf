import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptMembersFile, readKeptMembers } from '../../contract/kept-members.ts';
import type { KeptMembersOf } from '../../ports/payloads.ts';

/**
 * Which members of a detail its stub keeps, by the file that the bundle has of the catalogue. It is read at
 * the first large event: most executions never have one.
 *
 * @param folder the folder of the function's code
 */
export function keptMembersReader(folder: string): KeptMembersOf {
  let kept: ReturnType<typeof readKeptMembers> | undefined;
  return (detailType) => {
    kept ??= readKeptMembers(readFileSync(join(folder, keptMembersFile), 'utf8'));
    return new Set(kept.get(detailType));
  };
}
