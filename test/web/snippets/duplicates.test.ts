import { expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { matchesEvent, parseEventPattern } from '../../../emulator/event-pattern/event-pattern.ts';
import { eventOfText } from '../../../emulator/event-pattern/matchable-event.ts';
import { dropDuplicatesSnippet, firstTimeResources } from '../../../web/snippets/duplicates.ts';

const first = { resources: ['arn:aws:s3:::thing', 'event/a/b'] };
const again = { resources: ['replay/r1/event/a/b'] };

test('the pattern takes what is sent for the first time, and leaves out what is sent again', () => {
  const pattern = parseEventPattern(firstTimeResources);

  expect(
    [first, again].map((event) => matchesEvent(pattern, eventOfText(JSON.stringify(event)))),
  ).toEqual([true, false]);
});

test('the consumer handles an event once, by its id, and one without an id each time', async () => {
  const { code } = transformSync(dropDuplicatesSnippet, { loader: 'ts', format: 'cjs' });
  const seen = new Set<string>();
  const handled: unknown[] = [];
  const exported: { handler?: (event: object) => Promise<void> } = {};
  const isFirstTime = async (id: string) => !seen.has(id) && seen.add(id) !== undefined;
  // oxlint-disable-next-line no-implied-eval -- The snippet is run as a consumer would.
  const run = new Function('module', 'isFirstTime', 'handle', code);
  const module = { exports: exported };
  run(module, isFirstTime, async (event: unknown) => void handled.push(event));
  const none = { resources: [] };
  for (const event of [first, first, again, none, none]) await module.exports.handler?.(event);

  expect(handled).toEqual([first, none, none]);
  expect([...seen]).toEqual(['a/b']);
});
