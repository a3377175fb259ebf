import type { DetailTypesView, DetailTypeView, RegionsView } from '../contract/catalog-view.ts';
import type { SourcePageView } from '../contract/source-view.ts';
import type { TestEventView } from '../contract/test-event.ts';
import { stubSchema } from '../domain/payload/stub-schema.ts';
import { regionName } from '../domain/regions.ts';
import type { DescribedDetailType } from '../ports/catalog.ts';
import type { RegistrationSettings } from '../ports/registration-services.ts';
import { emptyAnswer, jsonAnswer, problemAnswer, type Answer } from './answers.ts';
import { changeSource } from './change-source.ts';
import { readRecreation } from './control/read-control.ts';
import { deleteSource } from './delete-source.ts';
import { getSource } from './get-source.ts';
import { listSources } from './list-sources.ts';
import type { RegistrationResult } from './make-registration.ts';
import { invalidRequest, problem } from './problems.ts';
import { namedSource, readLimit, type Operation } from './read-request.ts';
import { readChange } from './read-registration.ts';
import { recreateSource, registerSource } from './register-source.ts';
import { readJsonBody, readOptionalJsonBody } from './request-body.ts';
import type { LateOperationId } from './late-operations.ts';
import { decodePath, type TenantOperationId } from './routes.ts';
import { sendTestEvent } from './send-test-event.ts';
import type { RequestContext } from './request-context.ts';
import { sourceLocation, sourceView } from './source-view.ts';

type EarlyOperationId = Exclude<TenantOperationId, LateOperationId>;

/** An operation over HTTP; the first of those of the history and of replays loads them. */
export async function operationOf(id: TenantOperationId): Promise<Operation> {
  if (isEarly(id)) return operations[id];
  const { lateOperations } = await import('./late-operations.ts');
  return lateOperations[id];
}

function isEarly(id: TenantOperationId): id is EarlyOperationId {
  return id in operations;
}

const operations: Readonly<Record<EarlyOperationId, Operation>> = {
  async listSources({ query }, context) {
    const limit = readLimit(query['limit']);
    if (limit === undefined) {
      return problemAnswer(invalidRequest([{ field: 'limit', message: 'must be 1 to 100' }]));
    }
    const { generator, cursor } = query;
    const result = await listSources({ generator, cursor, limit }, context);
    if (result.kind === 'problem') return problemAnswer(result);
    const sources = result.mappings.map((mapping) => sourceView(mapping, context.nowMs));
    const page: SourcePageView = { sources, nextCursor: result.nextCursor ?? null };
    return jsonAnswer(200, page);
  },
  async registerSource({ body, headers }, context) {
    const json = readJsonBody(body, context.settings.maxBodyBytes);
    if (json.kind === 'problem') return problemAnswer(json);
    const idempotencyKey = headers['idempotency-key'];
    return registrationAnswer(await registerSource(json.value, idempotencyKey, context), context);
  },
  async getSource(request, context) {
    const result = await getSource(namedSource(request), context);
    if (result.kind === 'problem') return problemAnswer(result);
    return jsonAnswer(200, sourceView(result.mapping, context.nowMs));
  },
  async changeSource(request, context) {
    const json = readJsonBody(request.body, context.settings.maxBodyBytes);
    const read = json.kind === 'problem' ? json : readChange(json.value, context.catalog);
    if (read.kind === 'problem') return problemAnswer(read);
    const result = await changeSource(namedSource(request), read.value, context);
    if (result.kind === 'problem') return problemAnswer(result);
    return jsonAnswer(200, sourceView(result.mapping, context.nowMs));
  },
  async deleteSource(request, context) {
    const result = await deleteSource(namedSource(request), context);
    return result.kind === 'problem' ? problemAnswer(result) : emptyAnswer;
  },
  async recreateSource(request, context) {
    const json = readOptionalJsonBody(request.body, context.settings.maxBodyBytes);
    const read = json.kind === 'problem' ? json : readRecreation(json.value);
    if (read.kind === 'problem') return problemAnswer(read);
    const wanted = { sendsMissed: read.value.sendMissed === true };
    return registrationAnswer(await recreateSource(namedSource(request), wanted, context), context);
  },
  async sendTestEvent(request, context) {
    const result = await sendTestEvent(namedSource(request), context);
    if (result.kind === 'problem') return problemAnswer(result);
    const { id, detailType, state } = result;
    const queued: TestEventView = { id, detailType, state, wasActive: state === 'ACTIVE' };
    return jsonAnswer(202, queued);
  },
  async listRegions(_, { settings }) {
    const regions = settings.regions.map((region) => ({ region, name: regionName(region) }));
    return jsonAnswer(200, { regions } satisfies RegionsView);
  },
  async listDetailTypes(_, { catalog, catalogExports }) {
    const detailTypes = catalog.list().map(({ detailType, description }) => ({
      detailType,
      description,
      href: `/detail-types/${encodeURIComponent(detailType)}`,
    }));
    const exports = (await catalogExports.list()).map(({ name, title }) => ({
      name,
      title,
      href: `/catalog-exports/${name}`,
    }));
    return jsonAnswer(200, { detailTypes, exports } satisfies DetailTypesView);
  },
  async getDetailType({ parameter }, { catalog, settings }) {
    // A detail type may contain a percent sign, and so look like an encoding.
    const found = (await catalog.find(parameter)) ?? (await catalog.find(decodePath(parameter)));
    if (found === undefined) return problemAnswer(problem('notFound'));
    return jsonAnswer(200, detailTypeView(found, settings.largeEvents));
  },
};

/** A detail type as the API shows it. */
function detailTypeView(
  { keptInStub, samples, ...found }: DescribedDetailType,
  { relay }: RegistrationSettings['largeEvents'],
): DetailTypeView {
  const { detailType, schema } = found;
  return {
    ...found,
    stubSchema: relay === 'byReference' ? stubSchema(detailType, schema, keptInStub) : null,
    samples: samples.map((sample) => ({ ...sample })),
  };
}

function registrationAnswer(result: RegistrationResult, { nowMs }: RequestContext): Answer {
  if (result.kind === 'problem') return problemAnswer(result);
  const { kind, mapping } = result;
  const view = sourceView(mapping, nowMs);
  return kind === 'registered'
    ? jsonAnswer(201, view, { location: sourceLocation(mapping) })
    : jsonAnswer(200, view);
}
