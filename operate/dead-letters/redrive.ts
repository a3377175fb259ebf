import { SQSClient } from '@aws-sdk/client-sqs';
import { parseArguments } from '../../terminal/command-options.ts';
import type { Command } from '../command.ts';
import { pause } from '../../terminal/pause.ts';
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
import { maxMovesPerSecond } from './move-task.ts';
import { redriveLines, type RedriveReport } from './redrive-report.ts';
import { redriveAll, redriveSelected } from './redrive-letters.ts';
import { readNumber, readSelection, selectionHelp, selectionOptions } from './selection.ts';

const help = `Usage: fanout dead-letters redrive [ID...] [options]

Sends dead letters back to their original queue. A redriven delivery starts over: its attempts and its
24 hours count from now. Invalid messages (not a domain event, too large) become dead letters again
unless the cause is fixed.

Without IDs and --reason, SQS itself moves all dead letters (StartMessageMoveTask). Ctrl-C cancels the move,
and the remaining ones stay.

With IDs or --reason, or if the queue service has no move tasks, the command redrives dead letters one by
one, and only those that existed when it started. It ends when the queue is empty, or after two minutes
without finding any. Each dead letter is sent before it is deleted, so none is lost. After a crash in
between, one may be on both queues and be delivered twice.

Options:
${selectionHelp}
  --max-per-second N  at most N per second (maximum: ${maxMovesPerSecond})
${stackRegionHelp}
${commonHelp}

${exitCodeHelp}`;

/** `fanout dead-letters redrive`. */
export const redriveDeadLetters: Command = {
  name: 'dead-letters redrive',
  summary: 'send dead letters back to their original queue',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      ...selectionOptions,
      'max-per-second': { type: 'string' },
      region: { type: 'string' },
    });
    const selection = readSelection(values, positionals);
    const maxPerSecond = readNumber('max-per-second', values['max-per-second'], maxMovesPerSecond);
    const connection = await connect(readTarget(values, values.region));
    const progress = progressOn(terminal.errorOutput);
    const context = {
      connection,
      client: new SQSClient(),
      maxPerSecond,
      signal: terminal.stopSignal(),
      pause,
      progress,
    };
    const isSelective = selection.ids.length > 0 || selection.reason !== undefined;
    const report = isSelective
      ? await redriveSelected(selection, context)
      : await redriveAll(selection, context);
    progress.finish();
    if (values.json) printJson(terminal, report);
    else printLines(terminal, redriveLines(report, connection.title));
    return isComplete(report) ? 0 : 1;
  },
};

function isComplete({ queues, notFound }: RedriveReport): boolean {
  return (
    notFound.length === 0 &&
    queues.every(({ ended, failed }) => ended === 'completed' && failed === 0)
  );
}
