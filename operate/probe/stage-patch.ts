import { createTwoFilesPatch } from 'diff';
import { parseStage, StageError } from '../../lib/stage/read-stage.ts';
import type { Change } from './following/following.ts';
import { withChange } from './stage-text.ts';

/** A stage's file with the changes, as a unified patch; or why there is none. */
export type StagePatch =
  | { readonly kind: 'patch'; readonly text: string }
  /** The stage would be refused with the changes: its errors. */
  | { readonly kind: 'refused'; readonly problem: string };

/** Writes changes into the text of a stage's file, which may begin with a byte order mark. */
export function patchOf(stage: string, text: string, changes: readonly Change[]): StagePatch {
  const json = text.replace(/^\uFEFF/, '');
  const mark = text.slice(0, text.length - json.length);
  const changed = changes.reduce(withChange, json);
  try {
    parseStage(stage, JSON.parse(changed));
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    return { kind: 'refused', problem: error.message.replaceAll('\n', '; ') };
  }
  const file = `stages/${stage}.json`;
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, text, mark + changed);
  return { kind: 'patch', text: patch };
}
