import { getSource } from '../../lambdas/registration/get-source.ts';
import { sourceView } from '../../lambdas/registration/source-view.ts';
import type { Command } from '../command.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { openNamedSource } from './named-source.ts';
import { refusal } from './refusal.ts';
import { sourcePage } from './source-lines.ts';

const help = `Usage: fanout sources show NAME [options]

Shows one source as AWS has it at this moment, and brings the mapping table to that, as the registration
API does; if AWS does not answer, as the table has it.

Options:
  --region NAME  the Region of the source, where there are several of the name
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources show`. */
export const showSource: Command = {
  name: 'sources show',
  summary: 'show one source as AWS has it',
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
