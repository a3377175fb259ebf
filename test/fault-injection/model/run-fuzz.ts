import { fuzz, type FuzzFigures } from './fuzz/fuzz.ts';
import type { FaultInjectionOptions } from './options.ts';
import { progressTo } from './progress.ts';
import type { RunResult } from './run-invariants.ts';
import { table } from './table.ts';

const mebibyte = 2 ** 20;
/** What is remembered from batch to batch may not grow by more than this. */
const maxGrownBytes = 16 * mebibyte;

/** Gives as many bodies as are asked for to the functions, or one batch again. */
export async function runFuzz({
  fuzz: count = 0,
  seed,
  path,
}: FaultInjectionOptions): Promise<RunResult> {
  process.stderr.write(`seed ${seed}\n`);
  const progress = progressTo(process.stderr, count, 'bodies');
  const startMs = performance.now();
  const first = path === undefined ? 0 : Number(path.split(':')[0]);
  const range = { seed, first, count: path === undefined ? count : 10 };
  const { figures, problem } = await fuzz(range, (done) => progress.at(done));
  progress.finish();
  const seconds = (performance.now() - startMs) / 1000;
  const isBounded = figures.grownBytes < maxGrownBytes;
  const holds = problem === undefined && isBounded;
  const verdict =
    problem === undefined
      ? `Every body had its disposition, and the heap was ${isBounded ? 'bounded' : 'NOT bounded'}.\n`
      : `${problem.text}\nagain: npm run fault-injection -- --fuzz 10 --seed ${seed} --path ${problem.body}\n`;
  return {
    holds,
    text: [`seed ${seed}, ${seconds.toFixed(0)} s\n`, figuresTable(figures), verdict].join('\n'),
    figures: { seed, seconds, holds, problem, ...figures },
  };
}

function figuresTable({ grownBytes, bytes, kinds, ...counts }: FuzzFigures): string {
  return table(
    ['', 'in all'],
    [
      ['bodies', counts.bodies],
      ...Object.entries(kinds).map(([kind, count]) => [`- ${kind}`, count] as const),
      ['MiB', bytes / mebibyte],
      ['events read', counts.events],
      ['no events', counts.invalid],
      ['entries accepted', counts.accepted],
      ['dead letters', counts.deadLetters],
      ['growth of the heap, MiB', grownBytes / mebibyte],
    ],
  );
}
