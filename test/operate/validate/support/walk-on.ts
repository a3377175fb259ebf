import { join } from 'node:path';
import { readCatalog } from '../../../../lambdas/registration/catalog.ts';
import { tenantEraser } from '../../../../operate/validate/clean-up/erase-tenants.ts';
import { localRegions } from '../../../../operate/validate/choose-regions.ts';
import { machineClock } from '../../../../operate/validate/clock.ts';
import type { Camera } from '../../../../operate/validate/screenshots.ts';
import { localBounds, type Bounds } from '../../../../operate/validate/bounds.ts';
import { namesOf, newRunId, type RunNames } from '../../../../operate/validate/run-names.ts';
import { runValidation } from '../../../../operate/validate/run-validation.ts';
import { samplesOf, type SampleToSend } from '../../../../operate/validate/samples.ts';
import { localSubject } from '../../../../operate/validate/subject/local-subject.ts';
import type { Subject } from '../../../../operate/validate/subject/subject.ts';
import type { ItemResult } from '../../../../operate/validate/validation.ts';
import { fakeLog } from '../../../support/fake-log.ts';
import type { plantedLocalMode } from './planted-local-mode.ts';

const catalogFolder = join(import.meta.dirname, '../../../../catalog');

/** Waits that are long enough on a busy machine, and short where something must not come. */
const bounds = {
  everyMs: 50,
  // The emulator shows a change at once.
  stateMs: 1_000,
  quietMs: 200,
  eventsMs: 20_000,
  tryEveryMs: 10_000,
  receiveSeconds: 0,
};

/** No pictures. */
const noCamera: Camera = {
  notes: [],
  shoot: async () => undefined,
  registerForm: async () => undefined,
  close: async () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

/** Walks on a local mode, or on another subject that is made of it, with three samples of the catalogue. */
export async function walkOn(
  local: Awaited<ReturnType<typeof plantedLocalMode>>,
  {
    regions = localRegions,
    signal = new AbortController().signal,
    onItem = () => undefined,
    bounds: others = {},
    camera = noCamera,
    samples,
    open = async (names) =>
      await localSubject({ port: local.port, consoleUrl: local.consoleUrl }, names),
  }: WalkOnOptions = {},
) {
  const names = namesOf(newRunId(Math.random));
  const opened = await open(names);
  const subject = { ...opened, bounds: { ...localBounds, ...bounds, ...others } };
  const { connection } = subject;
  try {
    return await runValidation({
      subject,
      names,
      regions,
      samples: samples ?? (await firstSamples(connection.partnerName)),
      clock: machineClock,
      signal,
      log: fakeLog(),
      camera,
      eraseTenant: tenantEraser(connection, { ...erasing, waitsForQueue: false }),
      onItem,
      onProgress: () => undefined,
    });
  } finally {
    subject.close();
  }
}

async function firstSamples(partnerName: string): Promise<readonly SampleToSend[]> {
  return (await samplesOf(readCatalog(catalogFolder, partnerName))).slice(0, 3);
}

/** How tenants are erased; nobody records here, so that nothing is to be waited for. */
export const erasing = {
  clock: machineClock,
  log: fakeLog(),
  progress: { show: () => undefined, finish: () => undefined },
};

/** What of a walk differs. */
export interface WalkOnOptions {
  readonly regions?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onItem?: (result: ItemResult) => void;
  /** How long is waited, where something else than usual is waited for. */
  readonly bounds?: Partial<Bounds>;
  readonly camera?: Camera;
  /** Others than three of the catalogue. */
  readonly samples?: readonly SampleToSend[];
  readonly open?: (names: RunNames) => Promise<Subject>;
}
