import { readFile } from 'node:fs/promises';

/** The state of a process as Linux reports it: `T` is stopped; undefined when it has ended. */
async function stateOf(processId: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => '');
  const state = stat.slice(stat.lastIndexOf(')') + 2)[0];
  // It has ended, and its parent has not asked how: where nothing does so for orphans, that stays.
  return state === 'Z' ? undefined : state;
}

/** Waits until a process has a state; throws when it takes more than a minute. */
export async function untilState(processId: number, state: string | undefined): Promise<void> {
  const deadlineMs = performance.now() + 60_000;
  for (let now = await stateOf(processId); now !== state; now = await stateOf(processId)) {
    if (performance.now() > deadlineMs) throw new Error(`The process is in state ${now}`);
    await new Promise(setImmediate);
  }
}
