import { rm } from 'node:fs/promises';
import { partnerSources } from '../../lambdas/aws/partner-sources.ts';
import type { Observed } from '../../emulator/observed/observed.ts';
import { checkWritable } from '../../local/write-files.ts';
import { wholeNumber } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { plainText } from '../plain-text.ts';
import { progressOn } from '../progress.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { settingsThatFollow } from './following/settings-that-follow.ts';
import { mergeObserved, readObserved, writeObserved, writeWhole } from './observed-file.ts';
import type { Effort } from './probe-context.ts';
import { followingLines, regionLines, type FollowingResult } from './probe-lines.ts';
import { readDetailType, type ProbeValues } from './probe-options.ts';
import { limitsOf, planLines, type ProbePlan } from './probe-plan.ts';
import { probeRegion, type RegionRun } from './probe-region.ts';
import { probeServices, type ProbeServices } from './probe-services.ts';
import { findSubject, type ProbeSubject } from './probe-subject.ts';
import { patchOf } from './stage-patch.ts';

/**
 * `fanout validate --probe`: observes EventBridge's partner API, writes down what it saw, and says which
 * settings follow. Resolves with the exit code. Rejects with an InputError for invalid input.
 */
export async function runProbe(
  values: ProbeValues,
  terminal: Terminal,
  services = probeServices,
): Promise<number> {
  if (values.observed === '') throw new InputError('--observed needs a file name');
  const detailType = readDetailType(values);
  const subject = await findSubject(values, services);
  await checkWritable('--observed', subject.observedFile);
  const before = await readObserved(subject.observedFile);
  const plan = planOf(subject, effortOf(values, subject, services), services.newRun());
  if (values['dry-run'] === true) {
    if (values.json === true) printJson(terminal, { plan });
    else printLines(terminal, planLines(plan));
    return 0;
  }
  terminal.errorOutput.write(`${planLines(plan).join('\n')}\n`);
  const signal = terminal.stopSignal();
  const runs = await probeRegions({ subject, plan, detailType, signal }, terminal, services);
  const observed = signal.aborted ? undefined : await writeDown(subject, before, runs);
  const result = observed && (await follow(subject, observed));
  if (values.json === true) printJson(terminal, { plan, runs, ...result });
  else printLines(terminal, resultLines(subject, runs, result).map(plainText));
  return isComplete(runs, plan, result) ? 0 : 1;
}

function planOf(subject: ProbeSubject, effort: Effort, run: string): ProbePlan {
  const { title, regions, account, customer, observedFile } = subject;
  const actsAsCustomer = customer !== undefined;
  const limits = limitsOf(effort);
  return { title, run, regions, account, actsAsCustomer, effort, limits, observedFile };
}

/** Throws an InputError if the rate is no whole number, or more than the quota. */
function effortOf(
  { 'probe-rate': rate }: ProbeValues,
  { settings }: ProbeSubject,
  { effort }: ProbeServices,
): Effort {
  const quota = settings.quotas.putPartnerEventsPerSecond;
  if (rate === undefined) {
    return { ...effort, requestsPerSecond: Math.min(effort.requestsPerSecond, quota) };
  }
  return { ...effort, requestsPerSecond: wholeNumber('--probe-rate', rate, 1, quota) };
}

interface Running {
  readonly subject: ProbeSubject;
  readonly plan: ProbePlan;
  readonly detailType: string;
  readonly signal: AbortSignal;
}

/** One Region after the other, so that none disturbs another's times. */
async function probeRegions(
  { subject, plan, detailType, signal }: Running,
  { errorOutput }: Terminal,
  { now, sleep }: ProbeServices,
): Promise<readonly RegionRun[]> {
  const { partnerName, customer, account, settings } = subject;
  const progress = progressOn(errorOutput);
  const runs: RegionRun[] = [];
  for (const region of plan.regions) {
    if (signal.aborted) break;
    const run = await probeRegion(region, {
      partnerName,
      customer,
      account,
      detailType,
      signal,
      now,
      sleep,
      run: plan.run,
      sources: partnerSources(partnerName),
      effort: plan.effort,
      limits: plan.limits,
      expected: settings.entryLimits,
      show: (what) => progress.show(`${region}: ${what}`),
    });
    runs.push(run);
  }
  progress.finish();
  return runs;
}

/** Writes the file, if any Region was observed; resolves with what it says now. */
async function writeDown(
  { observedFile }: ProbeSubject,
  before: Observed | undefined,
  runs: readonly RegionRun[],
): Promise<Observed | undefined> {
  const regions = new Map(
    runs.flatMap(({ region, observed }) => (observed ? [[region, observed] as const] : [])),
  );
  if (regions.size === 0) return undefined;
  const observed = mergeObserved(before, regions, new Date().toISOString());
  await writeObserved(observedFile, observed);
  return observed;
}

async function follow(subject: ProbeSubject, observed: Observed): Promise<FollowingResult> {
  const { settings, hasFleet, stageFile, observedFile } = subject;
  const following = settingsThatFollow(observed, settings, hasFleet);
  const file = `${observedFile.replace(/\.json$/, '')}.patch`;
  // One of an earlier run would be for settings that were observed otherwise.
  await rm(file, { force: true });
  if (stageFile === undefined || following.changes.length === 0) {
    return { observedFile, ...following };
  }
  const patch = patchOf(stageFile.name, stageFile.text, following.changes);
  if (patch.kind === 'patch') await writeWhole(file, patch.text);
  return { observedFile, ...following, patch: { ...patch, file } };
}

function resultLines(
  { title }: ProbeSubject,
  runs: readonly RegionRun[],
  result: FollowingResult | undefined,
): readonly string[] {
  const seen = runs.flatMap(regionLines);
  if (result === undefined) return [...seen, `${title}: nothing was written`];
  return [...seen, '', ...followingLines(result)];
}

function isComplete(
  runs: readonly RegionRun[],
  { regions }: ProbePlan,
  result: FollowingResult | undefined,
): boolean {
  const isWhole = runs.every((one) => one.isWhole && one.left.length === 0);
  return (
    runs.length === regions.length &&
    isWhole &&
    result !== undefined &&
    result.patch?.kind !== 'refused'
  );
}
