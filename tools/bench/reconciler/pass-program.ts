import * as v from 'valibot';
import { answerParent } from '../measure/child-program.ts';
import { ownCpuMicros } from '../measure/process-cpu.ts';
import { fullPass } from './full-pass.ts';

// A process of its own: its heap is the reconciler's alone.

const question = v.object({ sources: v.number(), spread: v.picklist(['even', 'skewed']) });

answerParent(async (asked) => {
  const { sources, spread } = v.parse(question, asked);
  const before = ownCpuMicros();
  const pass = await fullPass(sources, spread);
  return { ...pass, cpuMs: (ownCpuMicros() - before) / 1000 };
});
