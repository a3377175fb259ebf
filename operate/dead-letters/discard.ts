import { SQSClient } from '@aws-sdk/client-sqs';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import type { Command } from '../command.ts';
import { pause } from '../pause.ts';
import { plainText } from '../plain-text.ts';
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
import { readSelection, selectionHelp, selectionOptions, type Selection } from './selection.ts';
import { idsNotMet, takeFromQueues } from './take-from-queues.ts';
import { discardEach, type TakeReport } from './take.ts';

const help = `Usage: fanout dead-letters discard ID... --yes [options]
       fanout dead-letters discard --all --yes [options]

Deletes dead letters for good. Only letters that were there when the command began are deleted. Ctrl-C
stops it; what was not deleted stays.

Options:
  --all          all that --queue and --reason select
  --yes          do it: without this nothing is deleted
${selectionHelp}
${stackRegionHelp}
${commonHelp}

${exitCodeHelp}`;

/** `fanout dead-letters discard`. */
export const discardDeadLetters: Command = {
  name: 'dead-letters discard',
  summary: 'delete dead letters for good',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      ...selectionOptions,
      all: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      region: { type: 'string' },
    });
    const selection = readSelection(values, positionals);
    checkWish(selection, values);
    const connection = await connect(readTarget(values, values.region));
    const progress = progressOn(terminal.errorOutput);
    const taking = {
      signal: terminal.stopSignal(),
      untilMs: Date.now(),
      pause,
      now: Date.now,
      onProgress: ({ queue, done }: TakeReport) => progress.show(`${queue}: ${done} discarded`),
    };
    const reports = await takeFromQueues(selection, connection, new SQSClient(), (queue, wanted) =>
      discardEach(queue, wanted, taking),
    );
    progress.finish();
    const notFound = idsNotMet(selection, reports);
    const queues = reports.map(({ queue, done, failed, lastFailure, wasStopped }) => ({
      queue,
      discarded: done,
      failed,
      failure: lastFailure,
      wasStopped,
    }));
    if (values.json) printJson(terminal, { queues, notFound });
    else {
      printLines(terminal, [
        ...queues.map(({ queue, discarded }) => `${queue}: ${discarded} discarded`),
        ...queues.flatMap(({ queue, failed, failure }) =>
          failed === 0 ? [] : [`${queue}: ${failed} failed: ${plainText(failure ?? '')}`],
        ),
        ...notFound.map((id) => `${plainText(id)} was not seen`),
      ]);
    }
    const isWhole = queues.every(({ failed, wasStopped }) => failed === 0 && !wasStopped);
    return isWhole && notFound.length === 0 ? 0 : 1;
  },
};

function checkWish(
  { ids }: Selection,
  { all, yes }: { readonly all: boolean; readonly yes: boolean },
): void {
  if (all && ids.length > 0) throw new InputError('give either IDs or --all');
  if (!all && ids.length === 0) throw new InputError('say which: IDs, or --all');
  if (!yes) throw new InputError('discarding is for good: add --yes to do it');
}
