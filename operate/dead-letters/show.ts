import { SQSClient } from '@aws-sdk/client-sqs';
import { parseArguments } from '../../terminal/command-options.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { OperationError } from '../operation-error.ts';
import { progressOn } from '../progress.ts';
import type { Connection } from '../target/connection.ts';
import {
  commonHelp,
  connect,
  commonOptions,
  exitCodeHelp,
  readTarget,
  stackRegionHelp,
} from '../target/target.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { viewOf, type DeadLetter } from './dead-letter.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { deadLetterPage } from './dead-letter-lines.ts';
import { peekDeadLetters } from './peek.ts';
import { readSelection, type Selection } from './selection.ts';

const help = `Usage: fanout dead-letters show ID [options]

Shows one dead letter and its body: formatted, or with --json as received. SQS cannot look up a message
by its ID, so the command reads dead letters until it finds it. Each read counts as a receive.

Options:
  --queue NAME        search only this queue: events or retry (default: both)
${stackRegionHelp}
${commonHelp}

${exitCodeHelp}`;

/** `fanout dead-letters show`. */
export const showDeadLetter: Command = {
  name: 'dead-letters show',
  summary: 'show one dead letter and its body',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      queue: { type: 'string' },
      region: { type: 'string' },
    });
    const id = oneArgument('ID', positionals);
    const selection = readSelection(values, [id]);
    const connection = await connect(readTarget(values, values.region));
    const letter = await findDeadLetter(selection, connection, terminal);
    if (letter === undefined) {
      throw new OperationError(`dead letter ${id} not found (${connection.title})`);
    }
    const listed = { ...viewOf(letter, Date.now()), body: letter.body };
    if (values.json) printJson(terminal, listed);
    else printLines(terminal, deadLetterPage(listed));
    return 0;
  },
};

async function findDeadLetter(
  selection: Selection,
  { queues }: Connection,
  { errorOutput, stopSignal }: Terminal,
): Promise<DeadLetter | undefined> {
  const client = new SQSClient();
  const progress = progressOn(errorOutput);
  const options = { limit: 1, signal: stopSignal(), progress };
  for (const name of selection.queues) {
    const queue = deadLetterQueue(client, queues[name]);
    const { letters } = await peekDeadLetters(queue, selection, options);
    progress.finish();
    if (letters[0] !== undefined) return letters[0];
  }
  return undefined;
}
