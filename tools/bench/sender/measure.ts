import { join } from 'node:path';
import * as v from 'valibot';
import { startProgram, type ChildProgram } from '../measure/child-program.ts';
import { interleave } from '../measure/interleave.ts';
import { watched } from '../measure/watched.ts';
import { variants, delaysMs, eventsOf, type SenderVariant } from './variants.ts';
import type { Payload } from './events.ts';
import { runAnswer, type Work } from './questions.ts';

/** One run of one variant, its deliveries checked. */
export interface SenderRun {
  readonly eventsPerSecond: number;
  readonly cpuMicrosPerEvent: number;
  readonly entriesPerCall: number;
}

/** The runs of the variants, by name, with one payload and one delay. */
export interface SenderRuns {
  readonly payload: Payload;
  readonly delayMs: number;
  readonly byVariant: ReadonlyMap<string, readonly SenderRun[]>;
}

const payloads = ['small', 'github'] as const satisfies readonly Payload[];

// So many runs make the machine code of a sender that does much before a call; the others need fewer.
const warmUpRounds = 6;

/**
 * Runs every variant in a process of its own that stays warm, in turns, this many rounds with each payload
 * and delay. Rejects when what a variant sent is not what it should have sent.
 */
export async function measureSenders(
  rounds: number,
  progress: (text: string) => void,
): Promise<readonly SenderRuns[]> {
  await using programs = new AsyncDisposableStack();
  const stub = programs.use(startProgram(fileOf('stub-program.ts')));
  const url = await stub.ask({ ask: 'url' }, v.string());
  const started = variants.map((variant) => ({
    variant,
    program: programs.use(startVariant(variant, url)),
  }));
  const runAll = async (payload: Payload, delayIndex: 0 | 1 | 2, someRounds: number) => {
    const delayMs = delaysMs[delayIndex];
    const turns = started.map(({ variant, program }) => ({
      name: variant.name,
      run: async () => {
        await stub.ask({ ask: 'begin', delayMs }, v.null());
        return await runOnce(variant, program, stub, {
          payload,
          count: eventsOf(variant, payload)[delayIndex],
        });
      },
    }));
    const show = (text: string) => progress(`${payload} events at ${delayMs} ms: ${text}`);
    const byVariant = await interleave(watched(turns, someRounds, show), someRounds);
    return { payload, delayMs, byVariant };
  };

  await runAll('small', 0, warmUpRounds);
  const all: SenderRuns[] = [];
  for (const payload of payloads) {
    for (const delayIndex of [0, 1, 2] as const) {
      all.push(await runAll(payload, delayIndex, rounds));
    }
  }
  return all;
}

function startVariant({ name }: SenderVariant, stubUrl: string): ChildProgram {
  return startProgram(fileOf('variant-program.ts'), [], {
    BENCH_VARIANT: name,
    AWS_ENDPOINT_URL_EVENTBRIDGE: stubUrl,
    AWS_ENDPOINT_URL_SQS: stubUrl,
    AWS_ENDPOINT_URL_S3: stubUrl,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: '999999999999',
    AWS_SECRET_ACCESS_KEY: 'any',
  });
}

async function runOnce(
  { name }: SenderVariant,
  program: ChildProgram,
  stub: ChildProgram,
  work: Work,
): Promise<SenderRun> {
  const { milliseconds, cpuMicros } = await program.ask(work, runAnswer);
  const calls = await stub.ask({ ask: 'check', variantName: name, ...work }, v.number());
  return {
    eventsPerSecond: work.count / (milliseconds / 1000),
    cpuMicrosPerEvent: cpuMicros / work.count,
    entriesPerCall: work.count / calls,
  };
}

function fileOf(program: string): string {
  return join(import.meta.dirname, program);
}
