import { findSource } from '../../lambdas/registration/find-source.ts';
import { eventDeliveryView, getDelivery } from '../../lambdas/registration/reading-history.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readTime } from '../read-time.ts';
import {
  givenSource,
  openRecordedSource,
  sourceHelp,
  sourceOptions,
} from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { deliveryPage } from './delivery-lines.ts';

const help = `Usage: fanout deliveries show EVENT --source NAME [options]

Shows everything that the history has of one event at one source. EVENT is the vendor's id. The
search ends after some seconds; with --since it begins at that time.

Options:
${sourceHelp}
  --since TIME        so long ago, such as 30min, 2h or 7d, or a time as in RFC 3339
  --body              show the contents of the event, too: formatted, or with --json as recorded; of a
                      large event, what its stub keeps, and size, hash and link of its detail
${commonHelp}

${exitCodeHelp}`;

/** `fanout deliveries show`. */
export const showDelivery: Command = {
  name: 'deliveries show',
  summary: 'show what became of one event at one source',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...sourceOptions,
      since: { type: 'string' },
      body: { type: 'boolean', default: false },
    });
    const event = oneArgument('EVENT', positionals);
    const since = readTime('since', values.since);
    const { named, context } = await openRecordedSource(givenSource(values), values, terminal);
    const source = await findSource(named, context);
    if (source.kind === 'problem') throw refusal(source);
    const isBodyWanted = values.body;
    const found = await getDelivery({ ...named, events: [event], since, isBodyWanted }, context);
    if (found.kind === 'problem') throw refusal(found, 'event in the history of this source');
    const view = eventDeliveryView(found);
    if (values.json) printJson(terminal, view);
    else printLines(terminal, deliveryPage(view, isBodyWanted));
    return 0;
  },
};
