import { join } from 'node:path';
import type { Command } from '../command.ts';
import { warningsTo } from '../log.ts';
import { progressOn } from '../progress.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { noCamera } from './camera.ts';
import { chooseRegions } from './choose-regions.ts';
import { cleanUpEverything } from './clean-up/clean-up-everything.ts';
import { tenantEraser } from './clean-up/erase-tenants.ts';
import { machineClock } from './clock.ts';
import { plannedWalk } from './plan/planned-walk.ts';
import { shortPlan, wholePlan } from './plan/plan-lines.ts';
import { readValidateOptions, type ValidateOptions } from './read-options.ts';
import { asJson, itemLines, summaryLines } from './result-lines.ts';
import { catalogSamples, runValidation } from './run-validation.ts';
import { namesOf, newRunId, type RunNames } from './run-names.ts';
import { openSubject } from './subject/open-subject.ts';
import type { Subject } from './subject/subject.ts';
import { isPassed } from './validation.ts';

const catalogFolder = join(import.meta.dirname, '../../catalog');

const help = `Usage: fanout validate [options]

Walks through AWS's validation list for partners, from outside: registers sources through the API, accepts
one as the customer, sends every sample of the catalogue and compares what the customer receives, deletes,
and shows how errors are handled; in each Region. Says what it is going to do first. Everything that it makes
is taken away at the end, also after Ctrl-C or an error, and what could not be is listed.

On a stage it takes some ten minutes. The partner's side has your own credentials, the customer's those of
another profile. Without a token (FANOUT_TOKEN, or --token-file) it invokes the registration function itself,
for tenants of its own; then the sign-in is not a part of the walk.

Options:
  --regions A,B       the Regions (default: two that customers may choose, the home Region first)
  --customer-profile P
                      a profile of your AWS configuration for the customer's account; needed on a stage
  --token-file FILE   a bearer token of a tenant's administrator, of whom the registrations then are
  --other-token-file FILE
                      the same of a second tenant, to compare names of two tenants
  --dry-run           print what it would do, and which permissions it needs
  --clean-up          take away what runs have left that were killed, and end
${commonHelp}

${exitCodeHelp}`;

/** `fanout validate`. */
export const validate: Command = {
  name: 'validate',
  summary: "walk through AWS's validation list for partners",
  help,
  async run(args, terminal) {
    const options = readValidateOptions(args);
    const names = namesOf(newRunId(Math.random));
    const { subject, preferred } = await openSubject(options, names);
    try {
      const { customerRegions } = subject.connection;
      const regions = chooseRegions(options.regions, { customerRegions, preferred });
      const asked = { options, subject, names, regions };
      return options.isCleanUp
        ? await cleanUp(asked, terminal)
        : await walkThrough(asked, terminal);
    } finally {
      subject.close();
    }
  },
};

interface Asked {
  readonly options: ValidateOptions;
  readonly subject: Subject;
  readonly names: RunNames;
  readonly regions: readonly string[];
}

async function walkThrough(
  { options, subject, names, regions }: Asked,
  terminal: Terminal,
): Promise<number> {
  const samples = await catalogSamples(catalogFolder, subject);
  const plan = plannedWalk(subject, { regions, samples: samples.length });
  if (options.isDryRun) {
    if (options.asJson) printJson(terminal, plan);
    else printLines(terminal, wholePlan(plan));
    return 0;
  }
  const say = (lines: readonly string[]) => {
    if (!options.asJson) printLines(terminal, lines);
  };
  say(shortPlan(plan));
  const log = warningsTo(terminal.errorOutput);
  const progress = progressOn(terminal.errorOutput);
  const validation = await runValidation({
    subject,
    names,
    regions,
    samples,
    clock: machineClock,
    camera: noCamera,
    signal: terminal.stopSignal(),
    log,
    eraseTenant: tenantEraser(subject.connection, { clock: machineClock, log, progress }),
    onItem(result) {
      progress.finish();
      say(itemLines(result));
    },
    onProgress: (text) => progress.show(text),
  });
  progress.finish();
  if (options.asJson) printJson(terminal, asJson(validation));
  say(summaryLines(validation));
  return isPassed(validation) ? 0 : 1;
}

async function cleanUp({ options, subject, regions }: Asked, terminal: Terminal): Promise<number> {
  const progress = progressOn(terminal.errorOutput);
  const log = warningsTo(terminal.errorOutput);
  const result = await cleanUpEverything(subject, regions, { clock: machineClock, log, progress });
  progress.finish();
  const { removed, left } = result;
  if (options.asJson) printJson(terminal, result);
  else {
    const counted = `${removed} taken away, ${left.length} left (${subject.title}: ${regions.join(', ')})`;
    printLines(terminal, [counted, left.map((text) => `  - ${text}`)]);
  }
  return left.length === 0 ? 0 : 1;
}
