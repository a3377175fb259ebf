import { deleteSource as deleteRegistered } from '../../lambdas/registration/delete-source.ts';
import { parseArguments } from '../../local/command-options.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { warningsTo } from '../log.ts';
import { connect } from '../target/connect.ts';
import { commonHelp, commonOptions, exitCodeHelp, readTarget } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { contextOfSource } from './named-source.ts';
import { refusal } from './refusal.ts';

const help = `Usage: fanout sources delete NAME [options]

Deletes a partner event source in AWS, and then its mapping. The customer's event bus stays, and receives
nothing more; a source that is created again has to be accepted again.

Options:
  --region NAME  the Region of the source, where there are several of the name
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources delete`. */
export const deleteSource: Command = {
  name: 'sources delete',
  summary: 'delete a source and its mapping',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      region: { type: 'string' },
    });
    const name = oneArgument('NAME', positionals);
    const connection = await connect(readTarget(values));
    const context = contextOfSource(name, connection, warningsTo(terminal.errorOutput));
    const result = await deleteRegistered({ name, region: values.region }, context);
    if (result.kind === 'problem') throw refusal(result);
    if (values.json) printJson(terminal, { name, deleted: true });
    else printLines(terminal, [`Deleted ${name} (${connection.title})`]);
    return 0;
  },
};
