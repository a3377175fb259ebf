import { requestHandler } from '../connections.ts';
import { pauseBefore, standardResend, type ResendSettings } from '../resend.ts';
import type { Call } from './call.ts';

/** How long our own call may take, and how the pause is made before the SDK's. */
export interface OwnTime extends Pick<ResendSettings, 'sleep' | 'random'> {
  readonly timeoutMs: number;
}

/** As long as one of the SDK's: what is given up may have been done, and is done again. */
export const standardTime: OwnTime = {
  ...standardResend,
  timeoutMs: requestHandler.requestTimeout,
};

/**
 * Makes the calls of a service by ourselves as long as each is answered with success. From the first that is not,
 * that one and all later ones are the SDK's, with its repetitions, time-outs and errors: what went wrong once will
 * do so again, and nobody is to ask a service that refuses more often than the SDK would. The SDK's client is
 * loaded only then.
 */
export function ownFirst({ sleep, random }: Omit<OwnTime, 'timeoutMs'>) {
  let isOwn = true;
  return <I, O>(own: Call<I, O>, sdk: Call<I, O>): Call<I, O> =>
    async (input, options) => {
      if (!isOwn) return await sdk(input, options);
      try {
        return await own(input, options);
      } catch {
        isOwn = false;
        if (options?.abortSignal?.aborted !== true) await sleep(pauseBefore(2, random()));
        return await sdk(input, options);
      }
    };
}
