import { parseArguments } from '../../terminal/command-options.ts';
import { oneArgument } from '../arguments.ts';
import { commonOptions } from '../target/target.ts';
import type { Terminal } from '../terminal.ts';
import { openSource } from './open-source.ts';

/**
 * Reads the arguments of a command for one source, `NAME [--region NAME]`, and connects to its target:
 * `asked` and `context` are the input of the registration code. Throws an InputError, also if the name
 * is not one of the partner's sources.
 */
export async function openNamedSource(args: readonly string[], terminal: Terminal) {
  const { values, positionals } = parseArguments(args, {
    ...commonOptions,
    region: { type: 'string' },
  });
  const { named, ...opened } = await openSource(oneArgument('NAME', positionals), values, terminal);
  return { ...opened, asked: named, asJson: values.json };
}
