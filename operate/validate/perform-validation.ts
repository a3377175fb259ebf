import { warningsTo } from '../log.ts';
import { catalogFolder } from '../own-catalog.ts';
import { progressOn } from '../progress.ts';
import { guideAnswers } from '../guide/answers.ts';
import { checkReportFolder } from '../report/report-folder.ts';
import { writeReport } from '../report/write-report.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { chooseRegions, regionsToCleanUp } from './choose-regions.ts';
import { cleanUpEverything } from './clean-up/clean-up-everything.ts';
import { tenantEraser } from './clean-up/erase-tenants.ts';
import { machineClock } from './clock.ts';
import { plannedWalk } from './plan/planned-walk.ts';
import { shortPlan, wholePlan } from './plan/plan-lines.ts';
import type { ValidateOptions } from './read-options.ts';
import { asJson, itemLines, summaryLines } from './result-lines.ts';
import { catalogSamples, runValidation } from './run-validation.ts';
import { namesOf, newRunId, type RunNames } from './run-names.ts';
import type { SampleToSend } from './samples.ts';
import { openCamera } from './screenshots.ts';
import { openSubject } from './subject/open-subject.ts';
import type { Subject } from './subject/subject.ts';
import { isPassed, type Validation } from './validation.ts';

/** Does what `fanout validate` is asked for, and resolves with the exit code. */
export async function performValidation(
  options: ValidateOptions,
  terminal: Terminal,
): Promise<number> {
  const names = namesOf(newRunId(Math.random));
  const { subject, preferred } = await openSubject(options, names);
  try {
    const { customerRegions } = subject.connection;
    const choose = options.isCleanUp ? regionsToCleanUp : chooseRegions;
    const regions = choose(options.regions, { customerRegions, preferred });
    const asked = { options, subject, names, regions };
    return options.isCleanUp ? await cleanUp(asked, terminal) : await walkThrough(asked, terminal);
  } finally {
    subject.close();
  }
}

interface Asked {
  readonly options: ValidateOptions;
  readonly subject: Subject;
  readonly names: RunNames;
  readonly regions: readonly string[];
}

async function walkThrough(asked: Asked, terminal: Terminal): Promise<number> {
  const { options, subject, regions } = asked;
  const samples = await catalogSamples(catalogFolder, subject);
  const plan = plannedWalk(subject, { regions, samples: samples.length });
  if (options.isDryRun) {
    if (options.asJson) printJson(terminal, plan);
    else printLines(terminal, wholePlan(plan));
    return 0;
  }
  const { report: folder, mask } = options;
  if (folder !== undefined) checkReportFolder(folder);
  const say = sayingTo(terminal, options);
  say(shortPlan(plan));
  const validation = await runShown(asked, samples, terminal);
  if (options.asJson) printJson(terminal, asJson(validation, { mask }));
  say(summaryLines(validation));
  if (folder !== undefined) {
    const answers = guideAnswers(subject.connection.settings);
    writeReport(validation, { folder, mask, answers });
    say([`The report is in ${folder}.`]);
  }
  return isPassed(validation) ? 0 : 1;
}

/** Lines for a person; a program gets the JSON alone. */
function sayingTo(terminal: Terminal, { asJson: isForProgram }: ValidateOptions) {
  return (lines: readonly string[]) => {
    if (!isForProgram) printLines(terminal, lines);
  };
}

/** Runs it, and prints each item as it ends. */
async function runShown(
  { options, subject, names, regions }: Asked,
  samples: readonly SampleToSend[],
  terminal: Terminal,
): Promise<Validation> {
  const say = sayingTo(terminal, options);
  const log = warningsTo(terminal.errorOutput);
  const progress = progressOn(terminal.errorOutput);
  await using camera = await openCamera();
  const validation = await runValidation({
    subject,
    names,
    regions,
    samples,
    clock: machineClock,
    camera,
    signal: terminal.stopSignal(),
    log,
    eraseTenant: tenantEraser(subject.connection, {
      clock: machineClock,
      log,
      progress,
      recorder: subject.recorder,
    }),
    onItem(result) {
      progress.finish();
      say(itemLines(result));
    },
    onProgress: (text) => progress.show(text),
  });
  progress.finish();
  return validation;
}

async function cleanUp({ options, subject, regions }: Asked, terminal: Terminal): Promise<number> {
  const progress = progressOn(terminal.errorOutput);
  const log = warningsTo(terminal.errorOutput);
  const result = await cleanUpEverything(subject, regions, {
    clock: machineClock,
    log,
    progress,
    recorder: subject.recorder,
  });
  progress.finish();
  const { removed, left } = result;
  if (options.asJson) printJson(terminal, result);
  else {
    const counted = `${removed} taken away, ${left.length} left (${subject.title}: ${options.regions === undefined ? `all ${regions.length} Regions` : regions.join(', ')})`;
    printLines(terminal, [counted, left.map((text) => `  - ${text}`)]);
  }
  return left.length === 0 ? 0 : 1;
}
