import { changeSource } from '../../lambdas/registration/change-source.ts';
import { readChange } from '../../lambdas/registration/read-registration.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { openSource } from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printChanged } from './print-changed.ts';
import { regionHelp, regionOptions } from './region-options.ts';

const help = `Usage: fanout sources rename NAME (--display-name TEXT | --remove) [options]

Changes the display name of a source, which lists and the page show first. The source keeps its own name,
and deliveries do not depend on the display name.

Options:
${regionHelp}
  --display-name TEXT the display name, 1 to 64 characters
  --remove            no display name: the generator and the account say which source it is
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources rename`. */
export const renameSource: Command = {
  name: 'sources rename',
  summary: 'give a source a display name',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...regionOptions,
      'display-name': { type: 'string' },
      remove: { type: 'boolean', default: false },
    });
    const name = oneArgument('NAME', positionals);
    const { 'display-name': displayName, remove: removes } = values;
    if ((displayName === undefined) !== removes) {
      throw new InputError('specify either --display-name or --remove');
    }
    const read = readChange({ displayName: displayName ?? null });
    if (read.kind === 'problem') throw refusal(read);
    const opened = await openSource(name, values, terminal);
    const result = await changeSource(opened.named, read.value, opened.context);
    return printChanged('Renamed', result, { ...opened, terminal, asJson: values.json });
  },
};
