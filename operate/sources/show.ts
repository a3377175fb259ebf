import { getSource } from '../../lambdas/registration/get-source.ts';
import { sourceView } from '../../lambdas/registration/source-view.ts';
import type { Command } from '../command.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { openNamedSource } from '../registration/named-source.ts';
import { refusal } from '../registration/refusal.ts';
import { sourcePage } from './source-lines.ts';

const help = `Usage: fanout sources show NAME [options]

Shows one source as AWS reports it now, and updates the mapping table to match, like the registration API.
If AWS does not answer, shows the source from the table.

Options:
  --region NAME       the Region of the source, if several have this name
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources show`. */
export const showSource: Command = {
  name: 'sources show',
  summary: 'show one source as AWS reports it',
  help,
  async run(args, terminal) {
    const { asked, asJson, context } = await openNamedSource(args, terminal);
    const found = await getSource(asked, context);
    if (found.kind === 'problem') throw refusal(found);
    if (asJson) printJson(terminal, sourceView(found.mapping, context.nowMs));
    else printLines(terminal, sourcePage(found.mapping));
    return 0;
  },
};
