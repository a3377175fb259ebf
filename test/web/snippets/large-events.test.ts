import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchesEvent, parseEventPattern } from '../../../emulator/event-pattern/event-pattern.ts';
import { eventOfText } from '../../../emulator/event-pattern/matchable-event.ts';
import {
  nodePayloadSnippet,
  pythonPayloadSnippet,
  stubsOnly,
  wholeEventsOnly,
} from '../../../web/snippets/large-events.ts';
import { testConsumer } from '../../support/consumer-tests.ts';

// The same for Python: test/browser/python-consumer.test.ts, since npm test needs nothing but Node.js.
describe('the consumer in Node.js', () => {
  testConsumer({
    file: 'consumer.mjs',
    program: process.execPath,
    text: `${nodePayloadSnippet}
const handle = (detail) => process.stdout.write(JSON.stringify(detail));
await handler(JSON.parse(process.argv[2]));`,
  });
});

test('the patterns take stubs only, and whole events only', () => {
  const stub = { detail: { payload_url: 'https://api.vendor.test/payloads/token' } };
  const whole = { detail: { action: 'opened' } };
  const taken = (pattern: string) =>
    [stub, whole].map((event) =>
      matchesEvent(parseEventPattern(pattern), eventOfText(JSON.stringify(event))),
    );

  expect(taken(stubsOnly)).toEqual([true, false]);
  expect(taken(wholeEventsOnly)).toEqual([false, true]);
});

test('the page for customers has the same consumers and patterns', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/receiving-events.md'), 'utf8');

  expect(page).toContain(`\`\`\`js\n${nodePayloadSnippet}\`\`\``);
  expect(page).toContain(`\`\`\`python\n${pythonPayloadSnippet}\`\`\``);
  for (const pattern of [stubsOnly, wholeEventsOnly]) expect(page).toContain(pattern);
});
