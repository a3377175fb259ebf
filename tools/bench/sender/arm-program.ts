import * as v from 'valibot';
import { answerParent } from '../measure/child-program.ts';
import { ownCpuMicros } from '../measure/process-cpu.ts';
import { arms } from './arms.ts';
import { makeEvents } from './events.ts';
import { runQuestion, type runAnswer } from './questions.ts';
import type { Send } from './sender.ts';

// Sends as one arm does, as often as it is asked to: the process that is measured.

const arm = arms.find(({ name }) => name === process.env['BENCH_ARM']);
if (arm === undefined) throw new Error('BENCH_ARM is the name of no arm');
const prepare = await arm.load();
// Prepared once: the rounds of an arm send the same events.
const prepared = new Map<string, Send>();

async function run(question: unknown): Promise<v.InferOutput<typeof runAnswer>> {
  const { payload, count } = v.parse(runQuestion, question);
  const key = `${payload} ${count}`;
  const send = prepared.get(key) ?? prepare(await makeEvents(payload, count));
  prepared.set(key, send);
  const [cpuBefore, startMs] = [ownCpuMicros(), performance.now()];
  await send();
  const milliseconds = performance.now() - startMs;
  return { milliseconds, cpuMicros: ownCpuMicros() - cpuBefore };
}

answerParent(run);
