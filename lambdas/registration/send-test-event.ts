import type { TestEventView } from '../contract/test-event.ts';
import { writeDomainEvent } from '../domain/domain-event.ts';
import { writeJson } from '../domain/json.ts';
import { isLive } from '../domain/mapping.ts';
import { messageGroupId } from '../domain/message-group.ts';
import { testEventDetailType } from '../domain/test-event.ts';
import { foundFor } from './apply-observation.ts';
import { callProblem } from './call-problem.ts';
import { findSource, type NamedSource } from './find-source.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestContext } from './request-context.ts';

/** A test event on the events queue, and its source's state at that time. */
export interface QueuedTestEvent {
  readonly kind: 'queued';
  readonly id: string;
  readonly detailType: string;
  readonly state: TestEventView['state'];
}

/** Puts a test event for one source alone on the queue of all events. */
export async function sendTestEvent(
  named: NamedSource,
  context: RequestContext,
): Promise<Problem | QueuedTestEvent> {
  const { calls, log, eventsQueue, newId, tenant } = context;
  const found = await findSource(named, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  if (!isLive(mapping)) return problem('sourceRetired');
  const { region, sourceName, sourceArn, account, generator } = mapping;
  const answer = await calls.observe(region, sourceName);
  if (answer.kind === 'failed') return callProblem(answer.failure, mapping, log);
  const seen = foundFor(account, answer.observation);
  if (seen === undefined) return problem('sourceGone');

  const id = `test-${newId()}`;
  const body = testEventBody({ id, generator, sourceName }, context);
  const [isQueued] = await eventsQueue.send([
    { body, attributes: { sourceArn }, groupId: messageGroupId(tenant) },
  ]);
  if (isQueued !== true) return problem('awsUnavailable');
  log.info('test event queued', { sourceName, region, id });
  return { kind: 'queued', id, detailType: testEventDetailType, state: seen.state };
}

function testEventBody(
  {
    id,
    generator,
    sourceName,
  }: { readonly id: string; readonly generator: string; readonly sourceName: string },
  { nowMs, settings: { partnerName } }: RequestContext,
): string {
  const requestedAt = new Date(nowMs).toISOString();
  const message = `A test event of ${partnerName}. Nothing has happened.`;
  return writeDomainEvent({
    id,
    generator,
    detailType: testEventDetailType,
    time: requestedAt,
    resources: [],
    detailJson: writeJson({ test: true, id, message, sourceName, requestedAt }),
  });
}
