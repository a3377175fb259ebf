import type { Command } from '../../../../operate/command.ts';
import { probeOptions } from '../../../../operate/probe/probe-options.ts';
import type { ProbeServices } from '../../../../operate/probe/probe-services.ts';
import { runProbe } from '../../../../operate/probe/run-probe.ts';
import { parseArguments } from '../../../../terminal/command-options.ts';

/** `fanout validate --probe` alone, with these services. */
export function probeBy(services: ProbeServices): Pick<Command, 'run'> {
  return {
    run: async (args, terminal) =>
      await runProbe(parseArguments(args, probeOptions).values, terminal, services),
  };
}
