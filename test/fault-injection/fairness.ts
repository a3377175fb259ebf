import { writeFile } from 'node:fs/promises';
import { InputError } from '../../terminal/input-error.ts';
import { LiveLine } from '../../terminal/live-line.ts';
import { workOff, type Backlog } from './fairness/false-dead-letters.ts';
import { fairnessHelp, parseFairnessOptions, type FairnessOptions } from './fairness/options.ts';
import { fairnessLines, giveWay, isFair, isSparing } from './fairness/report.ts';
import { simulateFlood } from './fairness/simulate-flood.ts';

/** Exit codes: a promise did not hold; a wrong option. */
const notHeld = 1;
const wrongInput = 2;

/** Events in the range of each replay. */
const replayedRange = 1_000_000;

/** A retry function whose Region is so slow that a batch takes nearly all the time there is. */
const slowBatches = { batchSeconds: 50, concurrency: 5 } as const;

async function run(options: FairnessOptions): Promise<boolean> {
  process.stdout.write(`seed ${options.seed}\n`);
  const progress = new LiveLine(process.stderr, Date.now);
  const flood = async (name: string, times: number, isGrouped: boolean, beside = {}) => {
    progress.show(name);
    return await simulateFlood({ ...options, times, isGrouped, ...beside });
  };
  const floods = {
    unloaded: await flood('no flood', 0, true),
    grouped: await flood('flood, message groups', options.times, true),
    ungrouped: await flood('flood, no groups', options.times, false),
    unloadedBeside: await flood('no flood, replays', 0, true, { replayedRange }),
    groupedBeside: await flood('flood, replays', options.times, true, { replayedRange }),
  };
  const backlog = async (bound: Backlog['bound']) => {
    progress.show(`backlog, ${bound}`);
    return await workOff({ messages: options.backlog, ...slowBatches, bound });
  };
  const backlogs = {
    maximumConcurrency: await backlog('maximumConcurrency'),
    reservedConcurrency: await backlog('reservedConcurrency'),
  };
  progress.finish();
  process.stdout.write(`${fairnessLines(floods, backlogs).join('\n')}\n`);
  if (options.jsonFile !== undefined) {
    const json = JSON.stringify({ options, floods, backlogs }, undefined, 2);
    await writeFile(options.jsonFile, `${json}\n`);
  }
  return isFair(floods) && giveWay(floods) && isSparing(backlogs);
}

try {
  const options = parseFairnessOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(fairnessHelp);
  else if (!(await run(options))) process.exitCode = notHeld;
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`fault-injection:fairness: ${error.message}\n`);
  process.exitCode = wrongInput;
}
