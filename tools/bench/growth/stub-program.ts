import * as v from 'valibot';
import { startHttpStub } from '../../simulators/http-stub.ts';
import { answerParent } from '../measure/child-program.ts';
import { newArrivals } from './arrivals.ts';
import { operations, stubAnswer, type SentPart } from './stub-answers.ts';
import { workloadSchema } from './workload.ts';

// EventBridge, SQS and DynamoDB in a process of their own: they answer at once, count, and look whether what comes
// is right.

const question = v.variant('ask', [
  v.object({ ask: v.literal('url') }),
  v.object({ ask: v.literal('expect'), workload: workloadSchema }),
  v.object({ ask: v.literal('parts') }),
  v.object({ ask: v.literal('found') }),
]);

let arrivals = newArrivals({ events: 0, mappings: 0, generators: 1, detailBytes: 0, run: 0 });
const parts: SentPart[] = [];
const calls = Object.fromEntries(operations.map((name) => [name, 0]));

// Whatever is wrong with a call is an error to who made it, and so of the run.
const stub = await startHttpStub(({ target, body }) => {
  const { operation, json } = stubAnswer(target, body.toString(), { arrivals, parts });
  calls[operation] = (calls[operation] ?? 0) + 1;
  return { body: json };
});

answerParent(async (asked) => {
  const wanted = v.parse(question, asked);
  switch (wanted.ask) {
    case 'url':
      return stub.url;
    case 'expect':
      arrivals = newArrivals(wanted.workload);
      for (const name of operations) calls[name] = 0;
      return null;
    case 'parts':
      return parts.splice(0);
    case 'found':
      return { calls: { ...calls }, problems: arrivals.problems() };
  }
});
