import { deploymentsFor } from '../lambdas/settings/deployment.ts';
import { localSettings } from '../lambdas/settings/local-settings.ts';
import { withOverrides, type Settings } from '../lambdas/settings/standard-settings.ts';
import { addLogLine, newBatchTotals } from './batch-totals.ts';
import { startCloud, type Cloud, type CloudOptions } from './cloud.ts';
import { portCount } from './ports.ts';
import { emulatorView } from './emulator-view.ts';
import { recordHistory } from './history/record-history.ts';
import type { Recording } from './history/recording.ts';
import { quietWaitSeconds } from './lambda/batch-pump.ts';
import { InputError } from '../terminal/input-error.ts';
import { readInput, type Input } from './input/input.ts';
import { checkInvariants } from './invariants.ts';
import { LiveLine, type Output } from '../terminal/live-line.ts';
import type { LocalOptions } from './options.ts';
import { openBrand } from './open-brand.ts';
import { readObservedFile, type ObservedFile } from './observed.ts';
import { homeRegion } from './partner.ts';
import { payloadBucketName } from './payload-bucket.ts';
import { progressLine, type Progress } from './progress.ts';
import { registerSources } from './register-sources.ts';
import { relay } from './relay.ts';
import { reportPage } from './report-page.ts';
import { reconcileSchedule, stay, type Running } from './stay.ts';
import { summarize } from './summary.ts';
import { checkWritable, writeDeliveries, writeSummary } from './write-files.ts';

/**
 * Runs local mode: starts everything, sends the events, reports, and keeps running until the signal unless
 * it runs once. Resolves with the exit code; rejects with an InputError for wrong options or files.
 */
export async function runLocal(options: LocalOptions, watched: Watched): Promise<number> {
  const brand = options.brand === undefined ? undefined : openBrand(options.brand);
  try {
    return await runBranded(options, brand?.folder, watched);
  } finally {
    brand?.close();
  }
}

interface Watched {
  readonly output: Output;
  readonly signal: AbortSignal;
}

async function runBranded(
  options: LocalOptions,
  brandFolder: string | undefined,
  { output, signal }: Watched,
): Promise<number> {
  const input = await readInput(options);
  if (options.deliveries !== undefined) await checkWritable('--deliveries', options.deliveries);
  if (options.summary !== undefined) await checkWritable('--summary', options.summary);
  const file = options.observed === undefined ? undefined : readObservedFile(options.observed);
  const totals = newBatchTotals();
  const cloud = await start({
    firstPort: options.port,
    regions: [...new Set([homeRegion, ...input.sources.map(({ region }) => region)])],
    sources: input.sources,
    settings: settingsOf(options, file),
    ...(brandFolder !== undefined && { brandFolder }),
    ...(file !== undefined && { observed: file.observed }),
    onOutput: (line) => addLogLine(totals, line),
  });
  let recording: Recording | undefined;
  try {
    output.write(welcome(cloud, input));
    await registerSources(input.sources, cloud);
    const emulator = emulatorView(cloud.endpoints.eventBridge);
    await emulator.askForFaults(input.faults);
    recording = recordHistory(cloud, (reason) => output.write(`recorder      failed: ${reason}\n`));
    // Starts here, so that it notices a clock that is moved while the events are relayed.
    const schedule = reconcileSchedule(await emulator.nowMs());
    const running = { cloud, totals, output, signal, recording };
    const exitCode = await relayAndReport(input, options, running);
    if (options.once) return exitCode;
    if (signal.aborted) return 0;
    // What was refused can now be sent again.
    await emulator.askForFaults({ sourceErrors: [] });
    await stay(running, schedule, input.hints);
    return 0;
  } finally {
    await recording?.stop();
    await cloud.close();
  }
}

function settingsOf(
  { entryLimit: maxEntryBytes, prefer }: LocalOptions,
  file: ObservedFile | undefined,
): Settings {
  const settings = withOverrides(localSettings, { delivery: { prefer } });
  return withOverrides(settings, file?.settings ?? { entryLimits: { maxEntryBytes } });
}

async function start(cloud: CloudOptions): Promise<Cloud> {
  try {
    return await startCloud(cloud);
  } catch (error) {
    if (!(Error.isError(error) && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    const port = cloud.firstPort;
    const ports = `${port} to ${port + portCount - 1}`;
    throw new InputError(`--port ${port}: one of the ports ${ports} is in use`, { cause: error });
  }
}

async function relayAndReport(
  input: Input,
  options: LocalOptions,
  { cloud, totals, output, signal, recording }: Running,
): Promise<number> {
  const live = new LiveLine(output, Date.now);
  const onProgress = (progress: Progress) => live.show(progressLine(progress));
  const relayed = await relay(input, { cloud, totals, signal, recording, onProgress });
  live.finish();
  if (relayed === undefined) {
    output.write('Stopped before every event had a disposition.\n');
    return 1;
  }
  const { expectation, result } = relayed;
  const verdicts = checkInvariants(expectation, result);
  output.write(reportPage(expectation, result, verdicts, cloud));
  if (options.deliveries !== undefined) await writeDeliveries(options.deliveries, result.received);
  if (options.summary !== undefined) await writeSummary(options.summary, summarize(result));
  return verdicts.every(({ violations }) => violations.length === 0) ? 0 : 1;
}

function welcome({ endpoints, queues, settings }: Cloud, { sources }: Input): string {
  return [
    `SQS          ${endpoints.sqs}`,
    `DynamoDB     ${endpoints.dynamodb}`,
    `EventBridge  ${endpoints.eventBridge}`,
    `events queue ${queues.events.url}`,
    `payloads     bucket ${payloadBucketName} at ${endpoints.sqs}`,
    feedingLine(settings),
    `${sources.length} customers`,
    '',
  ].join('\n');
}

function feedingLine({ delivery: { prefer } }: Settings): string {
  const { batchSize, batchWindowSeconds } = deploymentsFor(prefer)['fan-out'];
  const batches =
    batchWindowSeconds === 0
      ? `each message as it comes, up to ${batchSize} together`
      : `batches of up to ${batchSize.toLocaleString('en-US')}, gathered for ${batchWindowSeconds} s, or up to ${quietWaitSeconds} s while few messages come`;
  return `prefers      ${prefer}: ${batches}`;
}
