import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as v from 'valibot';

/** A program in a process of its own, so that its work is not counted as ours. */
export interface ChildProgram extends AsyncDisposable {
  readonly processId: number;
  /** Asks a question that goes over as JSON; one at a time. Rejects when the program fails or ends, or answers otherwise. */
  ask<S extends v.GenericSchema>(question: unknown, answer: S): Promise<v.InferOutput<S>>;
}

const answerSchema = v.variant('kind', [
  v.object({ kind: v.literal('answer'), answer: v.unknown() }),
  v.object({ kind: v.literal('failed'), reason: v.string() }),
]);

const endWithinMs = 5_000;

/**
 * Starts a script that calls {@link answerParent}. What it writes to standard output is thrown away.
 *
 * @param nodeOptions such as `--expose-gc`
 * @param env variables besides those of this process
 */
export function startProgram(
  script: string,
  nodeOptions: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): ChildProgram {
  const child = fork(script, {
    execArgv: [...nodeOptions],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  return {
    processId: child.pid ?? 0,
    async ask(question, schema) {
      child.send({ question });
      const [message]: unknown[] = await Promise.race([once(child, 'message'), endOf(exited)]);
      const answer = v.parse(answerSchema, message);
      if (answer.kind === 'failed') throw new Error(answer.reason);
      return v.parse(schema, answer.answer);
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
      await exited.finally(() => clearTimeout(timer));
    },
  };
}

async function endOf(exited: Promise<unknown[]>): Promise<never> {
  const [code, signal] = await exited;
  throw new Error(`the program ended with ${String(signal ?? code)}`);
}

/**
 * Makes this process answer its parent's questions, until the parent lets go or ends.
 *
 * @param onEnd closes what the process holds
 */
export function answerParent(
  answer: (question: unknown) => Promise<unknown>,
  onEnd: () => Promise<void> = async () => undefined,
): void {
  const questionSchema = v.object({ question: v.unknown() });
  process.on('message', (message: unknown) => {
    const { question } = v.parse(questionSchema, message);
    answer(question).then(
      (given) => process.send?.({ kind: 'answer', answer: given }),
      (error: unknown) => process.send?.({ kind: 'failed', reason: reasonOf(error) }),
    );
  });
  process.on('disconnect', () => {
    void onEnd().finally(() => process.exit());
  });
}

function reasonOf(error: unknown): string {
  return Error.isError(error) ? (error.stack ?? error.message) : String(error);
}
