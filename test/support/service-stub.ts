import { startHttpStub, type StubAnswer, type StubCall } from '../../tools/simulators/http-stub.ts';
import { useFunctionVariables } from './aws-variables.ts';

/** AWS's services on loopback, to which the environment of this process points. */
export interface ServiceStub extends AsyncDisposable {
  readonly url: string;
  readonly calls: readonly StubCall[];
  /** Who made each call. */
  readonly callers: () => readonly ('function' | 'SDK')[];
}

/** Starts the services. Each call gets the next of these answers, and then the last one again. */
export async function startServices(...answers: readonly StubAnswer[]): Promise<ServiceStub> {
  const calls: StubCall[] = [];
  const stub = await startHttpStub((call) => {
    calls.push(call);
    return answers[Math.min(calls.length, answers.length) - 1] ?? { body: '{}' };
  });
  const undo = useFunctionVariables({
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL_DYNAMODB: stub.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: stub.url,
    AWS_ENDPOINT_URL_SQS: stub.url,
  });
  return {
    url: stub.url,
    calls,
    callers: () =>
      calls.map(({ headers }) =>
        headers['user-agent']?.startsWith('aws-sdk-js/') ? 'SDK' : 'function',
      ),
    async [Symbol.asyncDispose]() {
      undo();
      await stub.close();
    },
  };
}

/** Pauses that take no time, and what they were; calls have all the time of a busy machine. */
export function notedPauses(random = 0.5) {
  const pausesMs: number[] = [];
  const sleep = async (milliseconds: number) => {
    pausesMs.push(milliseconds);
  };
  return { pausesMs, time: { sleep, random: () => random, timeoutMs: 60_000 } };
}
