import { SQSClient } from '@aws-sdk/client-sqs';
import { parseArguments } from '../../terminal/command-options.ts';
import type { Command } from '../command.ts';
import { pause } from '../pause.ts';
import { progressOn } from '../progress.ts';
import { connect } from '../target/connect.ts';
import {
  commonHelp,
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

Sends dead letters back to the queue that they were bound for. A delivery that is redriven begins
anew: its attempts and its 24 hours are counted from now. What is wrong in itself (no domain event, too
large) comes back, unless the reason was taken away.

All letters of a queue are moved by SQS itself (StartMessageMoveTask); Ctrl-C cancels that, and what
was not moved stays. Chosen letters (ID, --reason), and all of them where the queue service knows no
such task, go one by one: each is sent before it is deleted, so that none is lost; after a crash in
between, one may be on both queues, and be delivered twice. Of those, only letters that were there
when the command began are taken; it ends when the queue gives no more, or for two minutes none of them.

Options:
${selectionHelp}
  --max-per-second N  not faster than this (most: ${maxMovesPerSecond})
${stackRegionHelp}
${commonHelp}

${exitCodeHelp}`;

/** `fanout dead-letters redrive`. */
export const redriveDeadLetters: Command = {
  name: 'dead-letters redrive',
  summary: 'send dead letters back to their queue',
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
    const redriving = {
      connection,
      client: new SQSClient(),
      maxPerSecond,
      signal: terminal.stopSignal(),
      pause,
      progress,
    };
    const isChosen = selection.ids.length > 0 || selection.reason !== undefined;
    const report = isChosen
      ? await redriveSelected(selection, redriving)
      : await redriveAll(selection, redriving);
    progress.finish();
    if (values.json) printJson(terminal, report);
    else printLines(terminal, redriveLines(report, connection.title));
    return isWhole(report) ? 0 : 1;
  },
};

function isWhole({ queues, notFound }: RedriveReport): boolean {
  return (
    notFound.length === 0 &&
    queues.every(({ ended, failed }) => ended === 'completed' && failed === 0)
  );
}
