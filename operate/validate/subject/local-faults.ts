import * as v from 'valibot';
import { OperationError } from '../../operation-error.ts';
import type { FaultControl, UpdateErrors } from './subject.ts';

const faultsSchema = v.object({ sourceErrors: v.array(v.unknown()) });

/** The faults of local mode's EventBridge. */
export function localFaults(eventBridge: string): FaultControl {
  const ask = async (init?: RequestInit) => {
    const response = await fetch(`${eventBridge}/_emulator/faults`, init);
    const text = await response.text();
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), faultsSchema), text);
    if (response.ok && read.success) return read.output.sourceErrors;
    throw new OperationError(`local mode's EventBridge did not say its faults: ${response.status}`);
  };
  // The Regions of a walk go side by side.
  let latest: Promise<unknown> = Promise.resolve();
  const changeNow = async (update: UpdateErrors) => {
    const sourceErrors = update(await ask());
    await ask({ method: 'POST', body: JSON.stringify({ sourceErrors }) });
  };
  return {
    read: () => ask(),
    async change(update) {
      const change = latest.then(() => changeNow(update));
      latest = change.catch(() => undefined);
      await change;
    },
  };
}
