import { SQSClient } from '@aws-sdk/client-sqs';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import type { Command } from '../command.ts';
import { pause } from '../../terminal/pause.ts';
import { plainText } from '../plain-text.ts';
import { progressOn } from '../progress.ts';
import {
  commonHelp,
  connect,
  commonOptions,
  exitCodeHelp,
  readTarget,
  stackRegionHelp,
} from '../target/target.ts';
import type { Connection, QueueName } from '../target/connection.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { readSelection, selectionHelp, selectionOptions, type Selection } from './selection.ts';
import { idsNotFound, takeFromQueues } from './take-from-queues.ts';
import { discardEach, type TakeReport } from './take.ts';

const help = `Usage: fanout dead-letters discard ID... --yes [options]
       fanout dead-letters discard --all --yes [options]

Deletes dead letters permanently. Only dead letters that existed when the command started are deleted.
Ctrl-C stops it; the remaining ones stay.

Options:
  --all               all dead letters that --queue and --reason select
  --yes               confirm: without it, nothing is deleted
${selectionHelp}
${stackRegionHelp}
${commonHelp}

${exitCodeHelp}`;

/** `fanout dead-letters discard`. */
export const discardDeadLetters: Command = {
  name: 'dead-letters discard',
  summary: 'delete dead letters permanently',
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
    checkConfirmed(selection, values);
    const connection = await connect(readTarget(values, values.region));
    const report = await discardSelected(selection, connection, terminal);
    if (values.json) printJson(terminal, report);
    else printLines(terminal, reportLines(report));
    return isComplete(report) ? 0 : 1;
  },
};

/** The result of discarding dead letters. */
interface DiscardReport {
  readonly queues: readonly {
    readonly queue: QueueName;
    readonly discarded: number;
    readonly failed: number;
    /** Why the last one failed. */
    readonly failure: string | null;
    readonly wasStopped: boolean;
  }[];
  /** The selected IDs that were not found. */
  readonly notFound: readonly string[];
}

async function discardSelected(
  selection: Selection,
  connection: Connection,
  terminal: Terminal,
): Promise<DiscardReport> {
  const progress = progressOn(terminal.errorOutput);
  const options = {
    signal: terminal.stopSignal(),
    untilMs: Date.now(),
    pause,
    now: Date.now,
    onProgress: ({ queue, done }: TakeReport) => progress.show(`${queue}: ${done} discarded`),
  };
  const reports = await takeFromQueues(selection, connection, new SQSClient(), (queue, wanted) =>
    discardEach(queue, wanted, options),
  );
  progress.finish();
  const queues = reports.map(({ queue, done, failed, lastFailure, wasStopped }) => ({
    queue,
    discarded: done,
    failed,
    failure: lastFailure,
    wasStopped,
  }));
  return { queues, notFound: idsNotFound(selection, reports) };
}

function reportLines({ queues, notFound }: DiscardReport): readonly string[] {
  return [
    ...queues.map(({ queue, discarded }) => `${queue}: ${discarded} discarded`),
    ...queues.flatMap(({ queue, failed, failure }) =>
      failed === 0 ? [] : [`${queue}: ${failed} failed: ${plainText(failure ?? '')}`],
    ),
    ...notFound.map((id) => `${plainText(id)} was not found`),
  ];
}

function isComplete({ queues, notFound }: DiscardReport): boolean {
  return notFound.length === 0 && queues.every((one) => one.failed === 0 && !one.wasStopped);
}

function checkConfirmed(
  { ids }: Selection,
  { all, yes }: { readonly all: boolean; readonly yes: boolean },
): void {
  if (all && ids.length > 0) throw new InputError('specify either IDs or --all, not both');
  if (!all && ids.length === 0) throw new InputError('specify IDs or --all');
  if (!yes) throw new InputError('discarding is permanent: add --yes to confirm');
}
