import { getSource } from '../../lambdas/registration/get-source.ts';
import { sourceView } from '../../lambdas/registration/source-view.ts';
import { parseArguments } from '../../local/command-options.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { warningsTo } from '../log.ts';
import { connect } from '../target/connect.ts';
import { commonHelp, commonOptions, exitCodeHelp, readTarget } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { contextOfSource } from './named-source.ts';
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
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      region: { type: 'string' },
    });
    const name = oneArgument('NAME', positionals);
    const connection = await connect(readTarget(values));
    const context = contextOfSource(name, connection, warningsTo(terminal.errorOutput));
    const found = await getSource({ name, region: values.region }, context);
    if (found.kind === 'problem') throw refusal(found);
    if (values.json) printJson(terminal, sourceView(found.mapping, context.nowMs));
    else printLines(terminal, sourcePage(found.mapping));
    return 0;
  },
};
