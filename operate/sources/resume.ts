import { resumeSource, type Backlog } from '../../lambdas/registration/control/control-source.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { openRecordedSource } from '../registration/open-source.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printChanged } from './print-changed.ts';
import { regionHelp, regionOptions } from './region-options.ts';

const help = `Usage: fanout sources resume NAME [options]

Delivers a source's events again. With --backlog send, what it missed is sent as soon as it is ACTIVE; with
--backlog leave, it is left. Without the option you can decide later: fanout sources missed.

Options:
${regionHelp}
  --backlog WHAT      what becomes of the events that it missed: send or leave
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources resume`. */
export const resumeSourceCommand: Command = {
  name: 'sources resume',
  summary: "deliver a paused source's events again",
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...regionOptions,
      backlog: { type: 'string' },
    });
    const name = oneArgument('NAME', positionals);
    const backlog = readBacklog(values.backlog);
    const opened = await openRecordedSource(name, values, terminal);
    const result = await resumeSource(opened.named, backlog, opened.context);
    return printChanged('Resumed', result, { ...opened, terminal, asJson: values.json });
  },
};

function readBacklog(text: string | undefined): Backlog {
  if (text === undefined || text === 'send' || text === 'leave') return text;
  throw new InputError(`--backlog must be send or leave, not "${text}"`);
}
