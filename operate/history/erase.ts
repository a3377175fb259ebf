import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { pause } from '../../terminal/pause.ts';
import { alignColumns } from '../../terminal/table.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { warningsTo } from '../log.ts';
import { plainText } from '../plain-text.ts';
import { progressOn } from '../progress.ts';
import { readTime } from '../read-time.ts';
import { givenTenant } from '../registration/open-source.ts';
import { commonHelp, commonOptions, connect, exitCodeHelp, readTarget } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { eraseEverywhere, type RegionErasure } from './erase-everywhere.ts';
import { regionHistories } from './region-histories.ts';

const help = `Usage: fanout history erase --tenant NAME --yes [options]

Erases a tenant's history in every Region, permanently: deletes its rows, overwrites the contents of its
events, deletes the details of its large events (payloads), waits for what is on the history queue, erases
that too, and verifies what is left. That takes one to three minutes. Ctrl-C stops it; repeat the command
to go on. Links to payloads that customers have received answer 404 from then on. So do those of events that
wait on the retry queue or are sent by a part of a divided message. Any other message on the events queue that
names a payload that is deleted becomes a dead letter.

It does not erase events on the events and retry queues, dead letters (fanout dead-letters discard),
mappings (fanout sources delete) or the records of replays. While events of the tenant arrive, new
history is recorded, even if its sources are paused or deleted: stop sending them first. Contents are stored
together, up to 64 events of the tenant; with --before, those that were recorded shortly after it may be
erased as well. Contents of other tenants that are in the same objects stay, and S3 counts their days
(history.bodyDays) from the erasure on.

Options:
  --tenant NAME       the tenant whose history is erased
  --yes               confirm: without it, nothing is erased
  --before TIME       only what was recorded before it: 7d ago, or as in RFC 3339; what is on the queue
                      then stays
  --no-wait           do not wait for what is on the history queue; repeat the command some minutes later
${commonHelp}

${exitCodeHelp}`;

/** `fanout history erase`. */
export const eraseHistory: Command = {
  name: 'history erase',
  summary: "erase a tenant's history permanently",
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      tenant: { type: 'string' },
      before: { type: 'string' },
      yes: { type: 'boolean', default: false },
      'no-wait': { type: 'boolean', default: false },
    });
    noArguments(positionals);
    const tenant = givenTenant(values);
    const nowMs = Date.now();
    const beforeMs = readTime('before', values.before, nowMs);
    if (beforeMs !== undefined && beforeMs > nowMs) {
      throw new InputError('--before is in the future');
    }
    if (!values.yes) throw new InputError('erasing is permanent: add --yes to confirm');
    const connection = await connect(readTarget(values));
    const progress = progressOn(terminal.errorOutput);
    const regions = await eraseEverywhere(
      regionHistories(connection, warningsTo(terminal.errorOutput)),
      { tenant, beforeMs, waitsForQueue: beforeMs === undefined && !values['no-wait'] },
      { now: Date.now, pause, progress },
    );
    progress.finish();
    if (values.json) printJson(terminal, { tenant, before: momentOrNull(beforeMs), regions });
    else {
      const title = `History of ${plainText(tenant)} (${connection.title})`;
      printLines(terminal, [title, erasedTable(regions), endLines(regions, beforeMs)]);
    }
    return isComplete(regions, beforeMs) ? 0 : 1;
  },
};

/** Whether nothing is left that was to be erased, as far as that was asked for. */
function isComplete(regions: readonly RegionErasure[], beforeMs: number | undefined): boolean {
  return regions.every(
    ({ left, isQueueErased }) =>
      isQueueErased !== false &&
      (beforeMs !== undefined || (left.rows === 0 && left.payloads === 0)),
  );
}

function erasedTable(regions: readonly RegionErasure[]): readonly string[] {
  return alignColumns([
    [
      'region',
      'chunks',
      'rows',
      'frames',
      'objects',
      'payloads',
      'rows left',
      'contents left',
      'payloads left',
    ],
    ...regions.map(({ region, chunks, rows, frames, objects, payloads, left }) => [
      region,
      chunks,
      rows,
      frames,
      objects,
      payloads,
      left.rows,
      left.read,
      left.payloads,
    ]),
  ]);
}

function endLines(
  regions: readonly RegionErasure[],
  beforeMs: number | undefined,
): readonly string[] {
  const late = regions.filter(({ isQueueErased }) => isQueueErased === false);
  const isGrowing =
    beforeMs === undefined && regions.some(({ left }) => left.rows + left.payloads > 0);
  return [
    ...late.map(({ region }) => `${region}: the recorder is late; repeat the command later.`),
    ...(isGrowing ? ['More was recorded meanwhile: events of the tenant still arrive.'] : []),
  ];
}

function momentOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
