import type { ReplayPageView } from '../../contract/history-view.ts';
import type { Started } from '../../mappings/start-replay.ts';
import { emptyAnswer, jsonAnswer, problemAnswer, type Answer } from '../answers.ts';
import type { FoundSource } from '../find-source.ts';
import { invalidRequest, type Problem } from '../problems.ts';
import { namedSource, readLimit, type Operation } from '../read-request.ts';
import { readJsonBody, readOptionalJsonBody } from '../request-body.ts';
import { asItArrivedAndDecoded, readTimeSpan } from '../reading-history.ts';
import type { RequestContext } from '../request-context.ts';
import { decodePath, type OperationId } from '../routes.ts';
import { sourceView } from '../source-view.ts';
import { pauseSource, resumeSource, skipBacklog } from './control-source.ts';
import { maxReplayBodyBytes, readMissedAction, readResume, readSkip } from './read-control.ts';
import { planView, replayView } from './replay-view.ts';
import { cancelReplay, findReplay, listReplays, requestReplay } from './replays.ts';
import { resendEvent } from './resend-event.ts';
import { leaveMissed, sendMissed } from './send-missed.ts';

/** Pause, resume, resend and replays over HTTP. */
export const controlOperations = {
  async pauseSource(request, context) {
    return sourceAnswer(await pauseSource(namedSource(request), context), context);
  },
  async resumeSource(request, context) {
    const json = readOptionalJsonBody(request.body, context.settings.maxBodyBytes);
    const read = json.kind === 'problem' ? json : readResume(json.value);
    if (read.kind === 'problem') return problemAnswer(read);
    const { backlog } = read.value;
    return sourceAnswer(await resumeSource(namedSource(request), backlog, context), context);
  },
  async skipBacklog(request, context) {
    const json = readOptionalJsonBody(request.body, context.settings.maxBodyBytes);
    const read = json.kind === 'problem' ? json : readSkip(json.value);
    if (read.kind === 'problem') return problemAnswer(read);
    const { before = context.nowMs } = read.value;
    if (before > context.nowMs) {
      return problemAnswer(invalidRequest([{ field: '/before', message: 'is in the future' }]));
    }
    return sourceAnswer(await skipBacklog(namedSource(request), before, context), context);
  },
  async decideMissed(request, context) {
    const json = readJsonBody(request.body, context.settings.maxBodyBytes);
    const read = json.kind === 'problem' ? json : readMissedAction(json.value);
    if (read.kind === 'problem') return problemAnswer(read);
    const named = namedSource(request);
    if (read.value.action === 'send') {
      return replayAnswer(202, await sendMissed(named, context), context);
    }
    const result = await leaveMissed(named, context);
    return result.kind === 'problem' ? problemAnswer(result) : emptyAnswer;
  },
  async resendEvent(request, context) {
    const span = readTimeSpan(request.query);
    if (span.kind === 'problem') return problemAnswer(span);
    const event = {
      events: asItArrivedAndDecoded(request.event ?? ''),
      since: span.value.sinceMs,
      idempotencyKey: request.headers['idempotency-key'],
    };
    return replayAnswer(202, await resendEvent(namedSource(request), event, context), context);
  },
  async requestReplay({ body, headers }, context) {
    const json = readJsonBody(body, Math.max(context.settings.maxBodyBytes, maxReplayBodyBytes));
    if (json.kind === 'problem') return problemAnswer(json);
    const result = await requestReplay(json.value, headers['idempotency-key'], context);
    if (result.kind === 'planned') return jsonAnswer(200, planView(result.plan));
    return replayAnswer(201, result, context);
  },
  async listReplays({ query }, context) {
    const limit = readLimit(query['limit']);
    if (limit === undefined) {
      return problemAnswer(invalidRequest([{ field: 'limit', message: 'must be 1 to 100' }]));
    }
    const { source, region, cursor } = query;
    const result = await listReplays({ source, region, cursor, limit }, context);
    if (result.kind === 'problem') return problemAnswer(result);
    const replays = result.replays.map((replay) => replayView(replay, context.nowMs));
    const page: ReplayPageView = { replays, nextCursor: result.next ?? null };
    return jsonAnswer(200, page);
  },
  async getReplay({ parameter }, context) {
    const result = await findReplay(decodePath(parameter), context);
    if (result.kind === 'problem') return problemAnswer(result);
    return jsonAnswer(200, replayView(result.replay, context.nowMs));
  },
  async cancelReplay({ parameter }, context) {
    const result = await cancelReplay(decodePath(parameter), context);
    if (result.kind === 'problem') return problemAnswer(result);
    return jsonAnswer(202, replayView(result.replay, context.nowMs));
  },
} satisfies Partial<Record<OperationId, Operation>>;

function sourceAnswer(result: Problem | FoundSource, { nowMs }: RequestContext): Answer {
  if (result.kind === 'problem') return problemAnswer(result);
  return jsonAnswer(200, sourceView(result.mapping, nowMs));
}

function replayAnswer(
  status: 201 | 202,
  result: Problem | Started,
  { nowMs }: RequestContext,
): Answer {
  if (result.kind === 'problem') return problemAnswer(result);
  const { replay } = result;
  return jsonAnswer(status, replayView(replay, nowMs), { location: `/replays/${replay.id}` });
}
