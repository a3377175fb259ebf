import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import type { Figures } from './figures.ts';
import type { Scenario } from './scenario.ts';

/** What a worker says. */
type Said = { readonly hours: number } | { readonly figures: Figures };

/** Called when an hour of a scenario has passed, with the hours that have passed in all of them. */
export type OnProgress = (hoursDone: number) => void;

/** Runs scenarios in threads, as many at once as there are processors; the figures are in their order. */
export async function runScenarios(
  scenarios: readonly Scenario[],
  onProgress: OnProgress,
): Promise<Figures[]> {
  const limit = pLimit(availableParallelism());
  const hours = scenarios.map(() => 0);
  return await Promise.all(
    scenarios.map((scenario, index) =>
      limit(() =>
        runInThread(scenario, (hour) => {
          hours[index] = hour;
          onProgress(hours.reduce((sum, one) => sum + one, 0));
        }),
      ),
    ),
  );
}

async function runInThread(scenario: Scenario, onHour: (hours: number) => void): Promise<Figures> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: scenario });
  return await new Promise((resolve, reject) => {
    worker.on('message', (said: Said) => {
      if ('hours' in said) onHour(said.hours);
      else resolve(said.figures);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the simulation ended without figures')));
  });
}
