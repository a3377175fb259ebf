import type { Command } from '../../../../operate/command.ts';
import { probe } from '../../../../operate/probe/probe-command.ts';
import type { ProbeServices } from '../../../../operate/probe/probe-services.ts';

/** `fanout validate --probe` alone, with these services. */
export function probeBy(services: ProbeServices): Pick<Command, 'run'> {
  return {
    run: async (args, terminal) => await probe(['--probe', ...args], terminal, services),
  };
}
