import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Received } from '../emulator-view.ts';
import { readStub, type ReceivedStub } from './read-stub.ts';

/** What the links of stubs lead to. */
export interface FollowedLinks {
  /** Stubs that customers received. */
  readonly stubs: number;
  /** How many of their links were followed. */
  readonly followed: number;
  /** What is wrong with some of them, in words. */
  readonly problems: readonly string[];
}

// A run may have hundreds of thousands of stubs.
const maxFollowed = 100;
const inFlight = 8;
const linkTimeoutMs = 30_000;
const maxTries = 10;

/**
 * Fetches what the links of received stubs lead to, as customers do, and compares its bytes with what the
 * stubs say. Of many stubs it takes some, evenly.
 *
 * @param publicUrl with which the links of this local mode begin; no other is followed
 */
export async function followLinks(
  received: readonly Received[],
  publicUrl: string,
): Promise<FollowedLinks> {
  const stubs = received.flatMap(({ event }) => {
    const stub = readStub(event.detail);
    return stub?.url.startsWith(`${publicUrl}/payloads/`) === true ? [{ event, stub }] : [];
  });
  const count = Math.min(maxFollowed, stubs.length);
  const some = Array.from({ length: count }, (_, index) =>
    stubs.at(Math.floor((index * stubs.length) / count)),
  ).filter((one) => one !== undefined);
  const limit = pLimit(inFlight);
  const problems = await Promise.all(
    some.map(async ({ event, stub }) => {
      const problem = await limit(problemOf, stub);
      return problem === undefined ? [] : [`the link of event ${event.id} ${problem}`];
    }),
  );
  return { stubs: stubs.length, followed: some.length, problems: problems.flat() };
}

/** What is wrong with a stub's link; undefined if it leads to what the stub says. */
async function problemOf({ url, sizeBytes, sha256 }: ReceivedStub): Promise<string | undefined> {
  try {
    const response = await answerOf(url);
    if (!response.ok) {
      await response.body?.cancel();
      return `answers ${response.status}`;
    }
    const found = await measure(response);
    if (found.sizeBytes !== sizeBytes) {
      return `leads to ${found.sizeBytes} bytes, the stub says ${sizeBytes}`;
    }
    return found.sha256 === sha256 ? undefined : 'leads to a detail of another SHA-256';
  } catch (error) {
    return `cannot be followed: ${String(error)}`;
  }
}

/** The answer to a GET, after the redirects; waits where a source has fetched too much at once. */
async function answerOf(url: string): Promise<Response> {
  for (let tried = 1; ; tried += 1) {
    const response = await fetch(url, { signal: AbortSignal.timeout(linkTimeoutMs) });
    if (response.status !== 429 || tried === maxTries) return response;
    await response.body?.cancel();
    await sleep(1_000 * Number(response.headers.get('retry-after') ?? 1));
  }
}

/** Size and hash of a body, which may have a hundred megabytes. */
async function measure({ body }: Response): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of body ?? []) {
    hash.update(chunk);
    sizeBytes += chunk.byteLength;
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}
