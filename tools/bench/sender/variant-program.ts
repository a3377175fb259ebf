import * as v from 'valibot';
import { answerParent } from '../measure/child-program.ts';
import { ownCpuMicros } from '../measure/process-cpu.ts';
import { variants } from './variants.ts';
import { makeEvents } from './events.ts';
import { runQuestion, type runAnswer } from './questions.ts';
import type { Send } from './sender.ts';

// Sends as one variant does, as often as it is asked to: the process that is measured.

const variant = variants.find(({ name }) => name === process.env['BENCH_VARIANT']);
if (variant === undefined) throw new Error('BENCH_VARIANT is the name of no variant');
const prepare = await variant.load();
// Prepared once: the rounds of a variant send the same events.
const prepared = new Map<string, Send>();

async function run(question: unknown): Promise<v.InferOutput<typeof runAnswer>> {
  const { payload, count } = v.parse(runQuestion, question);
  const key = `${payload} ${count}`;
  const send = prepared.get(key) ?? (await prepare(await makeEvents(payload, count)));
  prepared.set(key, send);
  const [cpuBefore, startMs] = [ownCpuMicros(), performance.now()];
  await send();
  const milliseconds = performance.now() - startMs;
  return { milliseconds, cpuMicros: ownCpuMicros() - cpuBefore };
}

answerParent(run);
