import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { writeJson } from '../../../lambdas/domain/json.ts';
import { readDomainEvent } from '../../../lambdas/domain/read-domain-event.ts';
import { anyDomainEvent } from '../../support/arbitraries.ts';
import { anEventValue, testNowMs } from '../../support/domain-builders.ts';

const read = (text: string) => readDomainEvent(text, testNowMs);
const checkWith = (fields: Record<string, unknown>) => read(writeJson(anEventValue(fields)));

describe('writing', () => {
  test('leaves out what an event does not have', () => {
    const checked = checkWith({ resources: [] });

    expect(checked.kind === 'event' && writeDomainEvent(checked.event)).toBe(
      '{"id":"event-1","generator":"acct1/repo1","detailType":"push",' +
        '"time":"2026-11-21T18:59:00Z","detail":{"ref":"refs/heads/main"}}',
    );
  });

  test('gives back the same event when it is read again', () => {
    fc.assert(
      fc.property(anyDomainEvent, (event) => {
        expect(read(writeDomainEvent(event))).toEqual({ kind: 'event', event });
      }),
    );
  });

  test('makes no character that SQS refuses, though an event may hold each of them', () => {
    const refused = ['\u0000', '\u001F', '\uFFFE', '\uFFFF'].map((one) => `before${one}after`);
    const checked = checkWith({
      id: refused.join(''),
      generator: `a/${refused.join('')}`,
      resources: refused,
      detail: Object.fromEntries(refused.map((text) => [text, text])),
    });
    const written = checked.kind === 'event' ? writeDomainEvent(checked.event) : '';

    expect(written).toContain('after');
    expect(written).not.toMatch(/[^\t\n\r\u0020-\uFFFD]/);
    expect(read(written)).toStrictEqual(checked);
  });
});
