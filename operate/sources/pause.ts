import { pauseSource } from '../../lambdas/registration/control/control-source.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { openRecordedSource } from '../registration/open-source.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printChanged } from './print-changed.ts';
import { regionHelp, regionOptions } from './region-options.ts';

const help = `Usage: fanout sources pause NAME [options]

Holds a source's events from now on: within 30 seconds none is sent. The history keeps them, and they can
be sent when the source is resumed, as long as their contents are kept.

Options:
${regionHelp}
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources pause`. */
export const pauseSourceCommand: Command = {
  name: 'sources pause',
  summary: "hold a source's events",
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, regionOptions);
    const name = oneArgument('NAME', positionals);
    const opened = await openRecordedSource(name, values, terminal);
    const result = await pauseSource(opened.named, opened.context);
    return printChanged('Paused', result, { ...opened, terminal, asJson: values.json });
  },
};
