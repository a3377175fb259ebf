import * as v from 'valibot';
import { answerParent } from '../measure/child-program.ts';
import { variants } from './variants.ts';
import { byDetail, checkRequests } from './check-requests.ts';
import { makeEvents, type SentEvent } from './events.ts';
import { stubQuestion, type Work } from './questions.ts';
import { sourceOf } from './sources.ts';
import { startStub } from './stub.ts';

// The stub of EventBridge and the check of what it received, in a process of its own.

const stub = await startStub();
// Made once: the rounds of a variant send the same events.
const made = new Map<string, ReadonlyMap<string, SentEvent>>();

async function sentEvents({ payload, count }: Work): Promise<ReadonlyMap<string, SentEvent>> {
  const key = `${payload} ${count}`;
  const sent = made.get(key) ?? byDetail(await makeEvents(payload, count));
  made.set(key, sent);
  return sent;
}

async function check(variantName: string, work: Work): Promise<number> {
  const claims = variants.find(({ name }) => name === variantName)?.claims;
  if (claims === undefined) throw new Error(`no variant is called ${variantName}`);
  const requests = stub.received();
  checkRequests(requests, await sentEvents(work), claims, sourceOf);
  return requests.length;
}

async function answer(asked: unknown): Promise<unknown> {
  const question = v.parse(stubQuestion, asked);
  switch (question.ask) {
    case 'url':
      return stub.url;
    case 'begin':
      stub.begin(question.delayMs);
      return null;
    case 'check':
      return await check(question.variantName, question);
  }
}

answerParent(answer, async () => await stub.close());
