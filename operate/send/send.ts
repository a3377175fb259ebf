import { eventFields } from '../../lambdas/domain/event-fields.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { createProducer } from '../../producer/index.ts';
import type { Command } from '../command.ts';
import { openInput } from '../input/open-input.ts';
import { progressOn } from '../progress.ts';
import {
  commonHelp,
  connect,
  commonOptions,
  exitCodeHelp,
  readTarget,
  stackRegionHelp,
} from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { asDomainEvents } from './as-domain-events.ts';
import { readEvents } from './given-events.ts';
import { sendGiven } from './send-given.ts';
import { isComplete, reportLines } from './send-report.ts';

const help = `Usage: fanout send [FILE] [options]

Sends domain events to the events queue, from a file or, without one or with "-", from standard input:
JSON Lines or a JSON array, each event
{${eventFields().join(', ')}}.
A CloudEvent is sent as the domain event that it means.
Reports which events were not sent, and why; "unanswered" ones may have been sent. If reading the input
fails, the events read so far are sent and the last line read is reported. Ctrl-C cancels unsent events.

Options:
${stackRegionHelp}
${commonHelp}

${exitCodeHelp}`;

/** `fanout send`. */
export const sendCommand: Command = {
  name: 'send',
  summary: 'send events from a file or standard input',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      region: { type: 'string' },
    });
    const [path = '-', ...rest] = positionals;
    if (rest.length > 0)
      throw new InputError(`expected at most one FILE, got ${positionals.length}`);
    const target = readTarget(values, values.region);
    const { name, chunks } = await openInput(path, terminal);
    const { queues, title, maxEntryBytes, settings } = await connect(target);
    const producer = createProducer({ queueUrl: queues.events.url, maxEntryBytes });
    const given = asDomainEvents(readEvents(chunks, name), settings.cloudEvents);
    const progress = progressOn(terminal.errorOutput);
    const report = await sendGiven(given, producer, {
      signal: terminal.stopSignal(),
      onProgress: (sent) => progress.show(`${sent.toLocaleString('en-US')} events sent`),
    });
    progress.finish();
    if (values.json) printJson(terminal, report);
    else printLines(terminal, reportLines(report, title));
    return isComplete(report) ? 0 : 1;
  },
};
