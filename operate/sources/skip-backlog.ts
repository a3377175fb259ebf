import { skipBacklog } from '../../lambdas/registration/control/control-source.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readTime } from '../read-time.ts';
import { openRecordedSource } from '../registration/open-source.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printChanged } from './print-changed.ts';
import { regionHelp, regionOptions } from './region-options.ts';

const help = `Usage: fanout sources skip-backlog NAME [options]

Drops what waits on the retry queue for a source when its next attempt is due. The history shows it as
skipped; it can be replayed as failed, as long as its contents are kept. New events are sent as before. A
later run with an earlier time changes nothing.

Options:
${regionHelp}
  --before TIME       only events that were first tried before it: 30min, 2h or 7d ago, or as in
                      RFC 3339 (default: now)
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources skip-backlog`. */
export const skipBacklogCommand: Command = {
  name: 'sources skip-backlog',
  summary: "drop a source's events that wait for another attempt",
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...regionOptions,
      before: { type: 'string' },
    });
    const name = oneArgument('NAME', positionals);
    const nowMs = Date.now();
    const beforeMs = readTime('before', values.before, nowMs) ?? nowMs;
    if (beforeMs > nowMs) throw new InputError('--before is in the future');
    const opened = await openRecordedSource(name, values, terminal);
    const result = await skipBacklog(opened.named, beforeMs, opened.context);
    return printChanged('Skipped', result, { ...opened, terminal, asJson: values.json });
  },
};
