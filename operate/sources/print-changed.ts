import type { FoundSource } from '../../lambdas/registration/find-source.ts';
import type { Problem } from '../../lambdas/registration/problems.ts';
import { sourceView } from '../../lambdas/registration/source-view.ts';
import type { OpenedSource } from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { sourcePage } from './source-lines.ts';

interface Printing extends Pick<OpenedSource, 'connection' | 'context'> {
  readonly terminal: Terminal;
  readonly asJson: boolean;
}

/** Prints a source that was changed, and returns the exit code. Throws if it could not be changed. */
export function printChanged(
  verb: string,
  result: Problem | FoundSource,
  { connection, context, terminal, asJson }: Printing,
): number {
  if (result.kind === 'problem') throw refusal(result);
  const { mapping } = result;
  if (asJson) printJson(terminal, sourceView(mapping, context.nowMs));
  else printLines(terminal, [`${verb} (${connection.title})`, sourcePage(mapping)]);
  return 0;
}
