import type { KeptConnections } from './connections.ts';
import { objectPutter, type PutPlace } from './put-object.ts';
import { standardResend } from './resend.ts';
import { S3Error, untilAnswered } from './s3-answers.ts';
import { addressOf, hostOf, type S3Place } from './s3-place.ts';

/** Puts objects into a bucket. Rejects when S3 does not take one in time. */
export interface S3Puts {
  /** Reads the bytes until it resolves. */
  put(key: string, bytes: Buffer, timeoutMs?: number): Promise<void>;
}

/** By whom requests are signed, and how they go. */
export interface PutWay {
  readonly credentials: PutPlace['credentials'];
  readonly connections: KeptConnections;
}

/** How long a request may take with all its tries, if the caller does not say. */
export const standardTimeoutMs = 10_000;

/** Puts objects into a bucket without a client of the SDK. The keys need no escaping. */
export function s3Puts(place: S3Place, way: PutWay, sleep = standardResend.sleep): S3Puts {
  const address = addressOf(place);
  const put = objectPutter({ ...way, address, host: hostOf(address), region: place.region });
  return {
    async put(key, bytes, timeoutMs = standardTimeoutMs) {
      const putOnce = async (signal: AbortSignal) => {
        const { status, body } = await put(key, bytes, signal);
        if (status >= 300) throw new S3Error(status, body);
      };
      await untilAnswered(putOnce, timeoutMs, sleep);
    },
  };
}
