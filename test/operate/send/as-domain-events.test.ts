import { expect, test } from '@jest/globals';
import { asDomainEvents } from '../../../operate/send/as-domain-events.ts';
import { readEvents } from '../../../operate/send/given-events.ts';
import { writeJson } from '../../../lambdas/domain/json.ts';
import { aCloudEventValue, anEventBody } from '../../support/domain-builders.ts';

async function read(lines: readonly string[], generatorAttribute?: string) {
  async function* chunks() {
    yield Buffer.from(lines.join('\n'));
  }
  const given = asDomainEvents(readEvents(chunks(), 'input'), { generatorAttribute });
  const all = await Array.fromAsync(given);
  return all.map((one) => (one.kind === 'event' ? writeJson(one.event) : one.reason));
}

const cloudEvent = (attributes: Record<string, unknown> = {}) =>
  JSON.stringify(aCloudEventValue(attributes));

test('a CloudEvent becomes the domain event that it means, and others stay as they are', async () => {
  const precise = cloudEvent({ time: undefined, data: { n: 1 } }).replace('"n":1', '"n":300.0');

  expect(await read([cloudEvent(), precise, anEventBody(), '{"a":1}', '1'])).toEqual([
    '{"id":"event-1","generator":"acct1/repo1","detailType":"push","time":"2026-11-21T18:59:00Z","detail":{"ref":"refs/heads/main"}}',
    '{"id":"event-1","generator":"acct1/repo1","detailType":"push","detail":{"n":300.0}}',
    anEventBody(),
    '{"a":1}',
    'a domain event must be a JSON object, not a number',
  ]);
});

test('one that is wrong is not sent, in the words of its attributes', async () => {
  const wrong = { subject: undefined, specversion: undefined };

  expect(await read([cloudEvent({ subject: undefined }), cloudEvent(wrong)])).toEqual([
    '"subject" is missing',
    '"specversion" is missing',
  ]);
});

test('the stage says which attribute is the generator', async () => {
  const [event] = await read([cloudEvent({ subject: 'x', repo: 'acme/shop' })], 'repo');

  expect(event).toContain('"generator":"acme/shop"');
});
