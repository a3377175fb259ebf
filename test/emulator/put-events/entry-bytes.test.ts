import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { entryBytes } from '../../../emulator/put-events/entry.ts';
import { entryContent, entrySizeBytes } from '../../../lambdas/domain/delivery.ts';
import { eventResource } from '../../../lambdas/domain/event-resource.ts';
import { anyDomainEvent, anyText } from '../../support/arbitraries.ts';

test('the product and the emulator count the same bytes for each entry', () => {
  const any = fc.record({
    event: anyDomainEvent,
    source: anyText,
    idResource: fc.option(
      anyText.map((id) => eventResource(id)),
      { nil: undefined },
    ),
    stubJson: fc.option(
      anyText.map((text) => JSON.stringify({ text })),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(any, ({ event, source, idResource, stubJson }) => {
      const { Resources, ...content } = entryContent(event, idResource, stubJson);
      const entry = { ...content, Resources: [...Resources], Source: source };
      expect(entryBytes(entry)).toBe(entrySizeBytes(event, source, idResource, stubJson));
    }),
  );
});
