import { parseArguments } from '../../terminal/command-options.ts';
import { noArguments } from '../arguments.ts';
import type { Terminal } from '../terminal.ts';
import { probeOptions, refuseWalkOptions } from './probe-options.ts';
import { probeServices } from './probe-services.ts';
import { runProbe } from './run-probe.ts';

/** `fanout validate --probe`, by its arguments. Resolves with the exit code, and rejects as `runProbe` does. */
export async function probe(
  args: readonly string[],
  terminal: Terminal,
  services = probeServices,
): Promise<number> {
  refuseWalkOptions(args);
  const { values, positionals } = parseArguments(args, probeOptions);
  noArguments(positionals);
  return await runProbe(values, terminal, services);
}
