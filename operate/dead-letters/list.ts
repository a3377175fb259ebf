import { SQSClient } from '@aws-sdk/client-sqs';
import { parseArguments } from '../../terminal/command-options.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { countOf } from '../plain-text.ts';
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
import { viewOf } from './dead-letter.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { excerptOf, deadLetterTable, type ListedDeadLetter } from './dead-letter-lines.ts';
import { peekDeadLetters } from './peek.ts';
import { readNumber, readSelection, selectionHelp, selectionOptions } from './selection.ts';

const defaultLimit = 100;
const maxLimit = 10_000;

const help = `Usage: fanout dead-letters list [options]

Lists dead letters. Listing does not remove messages, but SQS counts it as a receive and hides each
message from other consumers until the listing ends, for at most one minute. Messages that another consumer
has received are not listed. A dead letter without a reason was moved by SQS itself, after a function failed
to process it.

Options:
${selectionHelp}
  --limit N           at most N dead letters of each queue (default: ${defaultLimit}, maximum: ${maxLimit})
${stackRegionHelp}
${commonHelp}

${exitCodeHelp}`;

/** `fanout dead-letters list`. */
export const listDeadLetters: Command = {
  name: 'dead-letters list',
  summary: 'list dead letters with their reasons',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      ...selectionOptions,
      limit: { type: 'string' },
      region: { type: 'string' },
    });
    noArguments(positionals);
    const selection = readSelection(values);
    const limit = readNumber('limit', values.limit, maxLimit) ?? defaultLimit;
    const { queues, title } = await connect(readTarget(values, values.region));
    const client = new SQSClient();
    const progress = progressOn(terminal.errorOutput);
    const options = { limit, signal: terminal.stopSignal(), progress };
    const seen = await Promise.all(
      selection.queues.map((name) =>
        peekDeadLetters(deadLetterQueue(client, queues[name]), selection, options),
      ),
    );
    progress.finish();
    const hasMore = seen.some((one) => one.hasMore);
    const letters = seen
      .flatMap((one) => one.letters)
      .map((letter): ListedDeadLetter => ({ ...viewOf(letter, Date.now()), body: letter.body }));
    if (values.json) {
      const deadLetters = letters.map(({ body, ...view }) => ({
        ...view,
        excerpt: excerptOf(body),
      }));
      printJson(terminal, { deadLetters, hasMore });
    } else {
      const count = `${countOf(letters.length, 'dead letter')} (${title})`;
      printLines(terminal, [
        deadLetterTable(letters),
        hasMore ? `${count}, and more exist` : count,
      ]);
    }
    return 0;
  },
};
