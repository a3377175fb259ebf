import { pauseBefore, standardResend, type ResendSettings } from '../resend.ts';
import type { Call } from './call.ts';

/** How the pause is made before the SDK's first call. */
export type OwnFirstTime = Pick<ResendSettings, 'sleep' | 'random'>;

/**
 * Makes the calls of a service by ourselves as long as each is answered with success. From the first that is not,
 * that one and all later ones are the SDK's, with its repetitions, time-outs and errors: what went wrong once will
 * do so again, and nobody is to ask a service that refuses more often than the SDK would. The SDK's client is
 * loaded only then.
 */
export function ownFirst({ sleep, random }: OwnFirstTime = standardResend) {
  let isOwn = true;
  return <I, O>(own: Call<I, O>, sdk: Call<I, O>): Call<I, O> =>
    async (input, options) => {
      if (!isOwn) return await sdk(input, options);
      try {
        return await own(input, options);
      } catch {
        isOwn = false;
        await sleep(pauseBefore(2, random()));
        return await sdk(input, options);
      }
    };
}
