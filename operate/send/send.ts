import { createReadStream } from 'node:fs';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { checkReadable } from '../../terminal/json-file.ts';
import { createProducer } from '../../producer/index.ts';
import type { Command } from '../command.ts';
import { progressOn } from '../progress.ts';
import { connect } from '../target/connect.ts';
import {
  commonHelp,
  commonOptions,
  exitCodeHelp,
  readTarget,
  stackRegionHelp,
} from '../target/target.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { readEvents } from './given-events.ts';
import { sendGiven } from './send-given.ts';
import { isWhole, reportLines } from './send-report.ts';

const help = `Usage: fanout send [FILE] [options]

Sends domain events to the events queue, from a file or, without one or with "-", from standard input:
JSON Lines or a JSON array, each event {"id", "generator", "detailType", "detail", "time"?, "resources"?}.
Tells which were not sent, and why; "unanswered" are those that may have been. If the input breaks off,
what was read of it is sent, and the last line that was read is told. Ctrl-C gives up what is not sent yet.

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
    if (rest.length > 0) throw new InputError(`give one FILE, not ${positionals.length}`);
    const target = readTarget(values, values.region);
    const { name, chunks } = await openInput(path, terminal);
    const { queues, title, maxEntryBytes } = await connect(target);
    const producer = createProducer({ queueUrl: queues.events.url, maxEntryBytes });
    const progress = progressOn(terminal.errorOutput);
    const report = await sendGiven(readEvents(chunks, name), producer, {
      signal: terminal.stopSignal(),
      onProgress: (sent) => progress.show(`${sent.toLocaleString('en-US')} events sent`),
    });
    progress.finish();
    if (values.json) printJson(terminal, report);
    else printLines(terminal, reportLines(report, title));
    return isWhole(report) ? 0 : 1;
  },
};

/** Opens a file or standard input. Rejects with an InputError if a file cannot be read. */
async function openInput(
  path: string,
  { input, errorOutput }: Terminal,
): Promise<{ readonly name: string; readonly chunks: AsyncIterable<Uint8Array> }> {
  if (path !== '-') {
    await checkReadable(path);
    return { name: path, chunks: chunksOf(path) };
  }
  if (input.isTTY === true)
    errorOutput.write('Reading events from the terminal: end with Ctrl-D.\n');
  return { name: 'standard input', chunks: input };
}

/** Opened when it is read: nobody would hear of an error before. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}
