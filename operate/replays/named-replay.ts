import { parseArguments } from '../../terminal/command-options.ts';
import { oneArgument } from '../arguments.ts';
import { openOwner, type OpenedTenant, type ownerOptions } from '../registration/open-source.ts';
import type { Terminal } from '../terminal.ts';

/** The help text of the options by which a replay is named. */
export const namedReplayHelp = `  --tenant NAME       the tenant whose replay it is
  --source NAME       or its source
  --region NAME       the Region of the source, if several have this name`;

/** Reads the arguments of a command for one replay, and connects to its target. Throws an InputError. */
export async function openNamedReplay<O extends typeof ownerOptions>(
  args: readonly string[],
  options: O,
  terminal: Terminal,
) {
  const { values, positionals } = parseArguments(args, options);
  const id = oneArgument('ID', positionals);
  const opened: OpenedTenant = await openOwner(values, terminal);
  return { ...opened, id, values };
}
