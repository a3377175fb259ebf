import { createTwoFilesPatch } from 'diff';
import { applyEdits, modify, type FormattingOptions } from 'jsonc-parser';
import { parseStage, StageError } from '../../lib/stage/read-stage.ts';
import type { Change } from './following/following.ts';

/** A stage's file with the changes, as a unified patch; or why there is none. */
export type StagePatch =
  | { readonly kind: 'patch'; readonly text: string }
  /** The stage would be refused with the changes: its errors. */
  | { readonly kind: 'refused'; readonly problem: string };

/** Writes changes into the text of a stage's file, which keeps its layout otherwise. */
export function patchOf(stage: string, text: string, changes: readonly Change[]): StagePatch {
  const [, mark = '', json = ''] = /^(\uFEFF?)([^]*)$/.exec(text) ?? [];
  const formattingOptions = layoutOf(json);
  const changed = changes.reduce(
    (before, { section, name, to }) =>
      applyEdits(before, modify(before, [section, name], to, { formattingOptions })),
    json,
  );
  try {
    parseStage(stage, JSON.parse(changed));
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    return { kind: 'refused', problem: error.message.replaceAll('\n', '; ') };
  }
  const file = `stages/${stage}.json`;
  return {
    kind: 'patch',
    text: createTwoFilesPatch(`a/${file}`, `b/${file}`, text, mark + changed),
  };
}

/** How the file is indented, and how its lines end. */
function layoutOf(text: string): FormattingOptions {
  const [, indent = '  '] = /\n([ \t]+)\S/.exec(text) ?? [];
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
