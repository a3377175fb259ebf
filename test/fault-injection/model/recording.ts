import { historyDeployment, historyEveryMinutes } from '../../../lambdas/settings/deployment.ts';
import { recorderHandler } from '../../../lambdas/history/handler.ts';
import { recorderPort } from './history-place.ts';
import { within } from './within.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;

/** Runs the recorder every minute for ever; a run that would find nothing to do is left out. */
export function runRecorder(world: World): void {
  const { time } = world;
  time.begin(async () => {
    for (;;) {
      await time.sleep(historyEveryMinutes * minuteMs);
      if (isRecorderAwaited(world)) time.begin(() => recordOnce(world));
    }
  });
}

/** Whether rows wait to be recorded, or a replay waits for a run that finds nothing. */
export function isRecorderAwaited({ historyQueue, replayQueue }: World): boolean {
  return historyQueue.waiting() + replayQueue.waiting() > 0;
}

async function recordOnce(world: World): Promise<void> {
  const environment = world.start();
  const { timeoutSeconds } = historyDeployment;
  const run = recorderHandler(recorderPort(environment, world));
  const state = world;
  state.underWay += 1;
  const deadlineMs = environment.now() + timeoutSeconds * 1000;
  const answer = run(deadlineMs, { mayDefer: true }).catch(() => 'failed' as const);
  const report = await within(timeoutSeconds, answer, environment, world);
  state.underWay -= 1;
  if (report === 'cut' || report === 'failed') return;
  state.recorderRuns += 1;
  if (report.unreadable > 0) {
    world.accuse('the history has every row', 'a message of the history queue cannot be read');
  }
}
