import { describe, expect, test } from '@jest/globals';
import {
  detailTypeSchema,
  detailTypesSchema,
  regionsSchema,
} from '../../../lambdas/contract/catalog-view.ts';
import {
  deliveryPageSchema,
  deliveryViewSchema,
  eventDeliverySchema,
  eventViewSchema,
  missedViewSchema,
  replayPageSchema,
  replayPlanSchema,
  replayViewSchema,
  sourceStatsSchema,
} from '../../../lambdas/contract/history-view.ts';
import { problemDetailsSchema, problemTable } from '../../../lambdas/contract/problems.ts';
import { sourcePageSchema, sourceViewSchema } from '../../../lambdas/contract/source-view.ts';
import { testEventSchema } from '../../../lambdas/contract/test-event.ts';
import { describedOperations, openApi } from '../../support/openapi-check.ts';
import { shapeOfDescribed, shapeOfSchema } from './shapes.ts';

/** The schema of an operation's answer of 200. */
function answerOf(path: string): unknown {
  return openApi.paths[path].get.responses['200'].content['application/json'].schema;
}

describe('openapi.yaml describes what functions and clients read by', () => {
  const { schemas } = openApi.components;

  test.each([
    ['Source', schemas.Source, sourceViewSchema],
    ['SourcePage', schemas.SourcePage, sourcePageSchema],
    ['TestEvent', schemas.TestEvent, testEventSchema],
    ['Delivery', schemas.Delivery, deliveryViewSchema],
    ['DeliveryPage', schemas.DeliveryPage, deliveryPageSchema],
    ['EventDelivery', schemas.EventDelivery, eventDeliverySchema],
    ['EventView', schemas.EventView, eventViewSchema],
    ['SourceStats', schemas.SourceStats, sourceStatsSchema],
    ['Missed', schemas.Missed, missedViewSchema],
    ['Replay', schemas.Replay, replayViewSchema],
    ['ReplayPlan', schemas.ReplayPlan, replayPlanSchema],
    ['ReplayPage', schemas.ReplayPage, replayPageSchema],
    ['GET /regions', answerOf('/regions'), regionsSchema],
    ['GET /detail-types', answerOf('/detail-types'), detailTypesSchema],
    ['GET /detail-types/{detailType}', answerOf('/detail-types/{detailType}'), detailTypeSchema],
  ])('%s', (_, described, schema) => {
    expect(shapeOfDescribed(described)).toEqual(shapeOfSchema(schema));
  });

  test('Problem, but for its codes: a client may meet one that it does not know', () => {
    const described = structuredClone(schemas.Problem);
    expect(described.properties.code.enum.toSorted()).toEqual(Object.keys(problemTable).toSorted());

    delete described.properties.code.enum;
    expect(shapeOfDescribed(described)).toEqual(shapeOfSchema(problemDetailsSchema));
  });
});

/** The texts of all responses of a status, those of operations without it included. */
function textsOf(status: number): string {
  const responses = describedOperations.map(
    ({ operation: { responses: all } }) => all[String(status)] ?? all['default'],
  );
  const names = responses.map((one) => (one && '$ref' in one ? String(one.$ref) : ''));
  const texts = new Set(names.filter((name) => name !== '').map((name) => name.split('/').at(-1)));
  return [...texts].map((name) => openApi.components.responses[name!].description).join('\n');
}

test.each(Object.entries(problemTable))(
  'the response of its status explains %s',
  (code, { status }) => {
    expect(textsOf(status)).toContain(`\`${code}\``);
  },
);

test('what comes again after a while says after how long', () => {
  for (const response of ['Unavailable', 'TooManyRequests']) {
    expect(openApi.components.responses[response].headers).toHaveProperty('Retry-After');
  }
  const repeated = Object.values(problemTable).filter((entry) => 'retryAfterSeconds' in entry);
  expect(new Set(repeated.map(({ status }) => status))).toEqual(new Set([503]));
});
