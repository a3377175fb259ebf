import { SQSClient } from '@aws-sdk/client-sqs';
import { parseArguments } from '../../terminal/command-options.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { OperationError } from '../operation-error.ts';
import { progressOn } from '../progress.ts';
import { connect } from '../target/connect.ts';
import type { Connection } from '../target/connection.ts';
import {
  commonHelp,
  commonOptions,
  exitCodeHelp,
  readTarget,
  stackRegionHelp,
} from '../target/target.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { viewOf, type DeadLetter } from './dead-letter.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { letterPage } from './letter-lines.ts';
import { lookAtDeadLetters } from './look.ts';
import { readSelection, type Selection } from './selection.ts';

const help = `Usage: fanout dead-letters show ID [options]

Shows all that is known of a dead letter, and its body: laid out, or with --json as it came. SQS finds
no message by its id, so letters are looked through until it comes by; each look counts as a receive.

Options:
  --queue NAME   events or retry: where to look (default: both)
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
    const letter = await findLetter(selection, connection, terminal);
    if (letter === undefined) {
      throw new OperationError(`no dead letter ${id} was seen (${connection.title})`);
    }
    const told = { ...viewOf(letter, Date.now()), body: letter.body };
    if (values.json) printJson(terminal, told);
    else printLines(terminal, letterPage(told));
    return 0;
  },
};

async function findLetter(
  selection: Selection,
  { queues }: Connection,
  { errorOutput, stopSignal }: Terminal,
): Promise<DeadLetter | undefined> {
  const client = new SQSClient();
  const progress = progressOn(errorOutput);
  const looking = { limit: 1, signal: stopSignal(), progress };
  for (const name of selection.queues) {
    const queue = deadLetterQueue(client, queues[name]);
    const { letters } = await lookAtDeadLetters(queue, selection, looking);
    progress.finish();
    if (letters[0] !== undefined) return letters[0];
  }
  return undefined;
}
