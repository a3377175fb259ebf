import { deleteSource as deleteRegistered } from '../../lambdas/registration/delete-source.ts';
import type { Command } from '../command.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { openNamedSource } from '../registration/named-source.ts';
import { refusal } from '../registration/refusal.ts';

const help = `Usage: fanout sources delete NAME [options]

Deletes a partner event source in AWS and then its mapping. The customer's event bus remains but receives
no more events; if the source is created again, the customer must accept it again.

Options:
  --region NAME       the Region of the source, if several have this name
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources delete`. */
export const deleteSource: Command = {
  name: 'sources delete',
  summary: 'delete a source and its mapping',
  help,
  async run(args, terminal) {
    const { asked, asJson, connection, context } = await openNamedSource(args, terminal);
    const { name } = asked;
    const result = await deleteRegistered(asked, context);
    if (result.kind === 'problem') throw refusal(result);
    if (asJson) printJson(terminal, { name, deleted: true });
    else printLines(terminal, [`Deleted ${name} (${connection.title})`]);
    return 0;
  },
};
