import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkCommand } from '../../../operate/check/check.ts';
import { readMessages } from '../../../operate/check/given-messages.ts';
import { aCloudEventValue, anEventBody } from '../../support/domain-builders.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const cloudEvent = JSON.stringify(aCloudEventValue());
const wrong = anEventBody({ id: undefined });
const missing = '"id" is missing';

async function check(input: string, ...args: readonly string[]) {
  const { terminal, written } = fakeTerminal(input);
  const code = await checkCommand.run(args, terminal);
  return { code, lines: written().split('\n').slice(0, -1) };
}

test('events that would be relayed are counted: lines with one or several, of either kind', async () => {
  const lines = [anEventBody(), '', cloudEvent, `[${cloudEvent}, ${anEventBody()}]`, ' '];

  expect(await check(lines.join('\n'))).toEqual({
    code: 0,
    lines: ['4 events would be relayed, no problems'],
  });
});

test('each problem is one line, with the line of its message', async () => {
  const lines = [
    anEventBody(),
    wrong,
    `[${cloudEvent},${wrong}]`,
    '',
    '{"id":',
    '{"id":"\\u001b[31m"}',
    JSON.stringify(aCloudEventValue({ data_base64: 'e30=' })),
    anEventBody({ 'x\u001b\n': 1 }),
    `{"pad":"${'x'.repeat(1_048_576)}"}`,
  ];

  expect(await check(lines.join('\n'))).toEqual({
    code: 1,
    lines: [
      `standard input:2: ${missing}`,
      `standard input:3: event 2 of 2: ${missing}`,
      'standard input:5: the body is not JSON: it ends too early',
      'standard input:6: "generator" is missing',
      'standard input:7: "data_base64" is not supported: "data" must be a JSON object',
      'standard input:8: "x  " is not a field of a domain event',
      'standard input:9: has 1048586 bytes, and a message of SQS at most 1048576',
      '2 events would be relayed, 7 problems',
    ],
  });
});

test('what is not UTF-8 is a problem of its line', async () => {
  const path = join(folder, 'latin1.jsonl');
  writeFileSync(
    path,
    Buffer.concat([Buffer.from(`\ufeff${anEventBody()}\n`), Buffer.from('"\xe4"\n', 'latin1')]),
  );

  expect(await check('', path)).toEqual({
    code: 1,
    lines: [`${path}:2: is not UTF-8`, '1 event would be relayed, 1 problem'],
  });
});

describe('one document', () => {
  test('over several lines may be a list of events, each with its line', async () => {
    const list = ['', '[', anEventBody(), ',', '{', '  "detailType": "push" }, [', '1],', '1]', ''];

    expect(await check(list.join('\n'))).toEqual({
      code: 1,
      lines: [
        `standard input:5: event 2: ${missing}`,
        'standard input:6: event 3: an event is a JSON object, not an array',
        'standard input:8: event 4: a domain event is a JSON object, not a number',
        '1 event would be relayed, 3 problems',
      ],
    });
  });

  test('may be a list in one line, longer than a message', async () => {
    const events = Array.from({ length: 3 }, () =>
      anEventBody({ detail: { text: 'x'.repeat(500_000) } }),
    );

    expect(await check(`[${events.join(',')}]`)).toMatchObject({ code: 0 });
  });

  test('may be one event over several lines', async () => {
    const pretty = JSON.stringify(JSON.parse(cloudEvent), undefined, 2);

    expect(await check(pretty)).toMatchObject({ code: 0 });
    expect(await check(pretty.slice(0, -1))).toMatchObject({ code: 1 });
  });

  test.each([
    [
      'an event',
      '{"id":"1",\n\n  "detail": {},\n}\n',
      'standard input:4: is not JSON from column 1 on',
    ],
    [
      'a list',
      '[1,\n {"id":\n  "1"; }]',
      'standard input:3: event 2: is not JSON from column 6 on',
    ],
    [
      'one that ends too early',
      '{"id":\n"1",\n\n',
      'standard input:2: is not JSON: it ends too early',
    ],
  ])('that is not JSON, as %s, is a problem of the line where it is not', async (_, text, line) => {
    expect((await check(text)).lines.slice(-2, -1)).toEqual([line]);
  });

  test.each(['[]', '[\n]', '[1,\n', '[1 2]'])('%j is one problem', async (text) => {
    expect((await check(text)).lines).toHaveLength(2);
  });
});

test('--json prints an object a line', async () => {
  const { lines } = await check(`[${wrong},\n${wrong}]`, '--json');

  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { line: 1, event: 1, reason: missing },
    { line: 2, event: 2, reason: missing },
    { messages: 2, events: 0, problems: 2 },
  ]);
});

test('a stage has its own limits', async () => {
  const large = anEventBody({ detail: { text: 'x'.repeat(1_040_000) } });

  expect(await check(large)).toMatchObject({ code: 0 });
  expect(await check(large, '--stage', 'dev')).toMatchObject({ code: 0 });
  await expect(check(large, '--stage', 'nobody')).rejects.toThrow(/^--stage nobody: /);
});

test.each([
  ['', [], 'standard input: is empty'],
  ['\n \n', [], 'standard input: is empty'],
  ['', ['no-such-file'], 'no-such-file: no such file'],
  ['', ['a', 'b'], 'expected at most one FILE, got 2'],
])('%j %j is invalid input', async (input, args, message) => {
  await expect(check(input, ...args)).rejects.toMatchObject({ name: 'InputError', message });
});

test('lines are read as they are asked for, so that a file may have any number of them', async () => {
  let written = 0;
  async function* chunks() {
    for (;;) {
      written += 1;
      yield Buffer.from(`${anEventBody()}\n`);
    }
  }
  let read = 0;
  for await (const { line } of readMessages(chunks(), 'input')) {
    read += 1;
    expect(line).toBe(read);
    // The second line says whether the first is all.
    expect(written - read).toBeLessThanOrEqual(1);
    if (read === 1_000) break;
  }
});
