import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maxMessageBytes } from '../../lambdas/domain/dead-letter.ts';
import { tenantOf } from '../../lambdas/domain/generator.ts';
import { messageGroupId } from '../../lambdas/domain/message-group.ts';
import { copyPrograms, languages } from './support/programs.ts';
import { startRefusingQueue, takeAll, type Entry } from './support/refusing-queue.ts';

const failure = { Code: 'InternalError', SenderFault: false };
const mistake = { Code: 'InvalidMessageContents', SenderFault: true };

let queue: Awaited<ReturnType<typeof startRefusingQueue>>;
let programs: ReturnType<typeof copyPrograms>;

beforeAll(async () => {
  programs = copyPrograms();
  queue = await startRefusingQueue();
});
afterAll(() => {
  queue.close();
  programs.remove();
});

function aLine(id: string, { generator = 'acme/orders', detail = '{"total":300.0}' } = {}): string {
  return `{"id":"${id}","generator":"${generator}","detailType":"order.placed","detail":${detail}}`;
}

function aDetail(bytes: number): string {
  return `{"text":"${'é'.repeat(bytes / 2)}","n":1e2}`;
}

function lines(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => aLine(`e${index}`));
}

function idOf({ MessageBody: body }: Entry): string {
  return (JSON.parse(body) as { id: string }).id;
}

/** The lines on standard error, without the reasons, in order of the ids. */
function notSent(stderr: string): readonly string[] {
  const found = stderr.matchAll(/^not sent: (\S+): ./gm);
  return Array.from(found, ([, id = '']) => id).toSorted();
}

describe.each(languages)('the program for %s', (language) => {
  const run = async (given: readonly (string | Buffer)[]) =>
    await programs.run(language, queue.url, given);

  test('sends again what fails, and nothing else', async () => {
    queue.begin((entry, call) =>
      ['e1', 'e3'].includes(idOf(entry)) && call < 2 ? failure : undefined,
    );
    const ended = await run(lines(5));

    expect(ended).toEqual({ code: 0, stderr: '' });
    expect(queue.calls.map((entries) => entries.map(idOf))).toEqual([
      ['e0', 'e1', 'e2', 'e3', 'e4'],
      ['e1', 'e3'],
      ['e1', 'e3'],
    ]);
  });

  test('reports what is refused for good and what fails five times, and exits with 1', async () => {
    queue.begin((entry) => ({ e0: mistake, e2: failure })[idOf(entry)]);
    const ended = await run(lines(4));

    expect(ended.code).toBe(1);
    expect(notSent(ended.stderr)).toEqual(['e0', 'e2']);
    expect(ended.stderr).toMatch(/e0: InvalidMessageContents$/m);
    expect(queue.calls.map((entries) => entries.map(idOf))).toEqual([
      ['e0', 'e1', 'e2', 'e3'],
      ...Array.from({ length: 4 }, () => ['e2']),
    ]);
  });

  test('reports what was refused before a call that fails, and sends the other batches', async () => {
    queue.begin((entry, call) => {
      if (call === 1) return 'denied';
      return { e0: mistake, e1: failure }[idOf(entry)];
    });
    const ended = await run(lines(12));

    expect(ended.code).toBe(1);
    expect(notSent(ended.stderr)).toEqual(['e0', 'e1']);
    expect(queue.calls.map((entries) => entries.length)).toEqual([10, 1, 2]);
  });

  test('sends at most ten messages and 1 MiB in a call, in order, texts unchanged', async () => {
    queue.begin(takeAll);
    const given = [
      ...lines(20),
      aLine('white').replace(',', ' ,\t'),
      '',
      ...[400_000, 400_000, 200_000, 400_000, 1_000_000].map((bytes, index) =>
        aLine(`large${index}`, { detail: aDetail(bytes) }),
      ),
    ];
    const ended = await run(given);

    expect(ended).toEqual({ code: 0, stderr: '' });
    const bodies = queue.calls.map((entries) => entries.map(({ MessageBody: body }) => body));
    expect(bodies.map(({ length }) => length)).toEqual([10, 10, 4, 1, 1]);
    expect(bodies.flat()).toEqual(given.filter((line) => line !== ''));
    for (const body of bodies) {
      expect(Buffer.byteLength(body.join(''))).toBeLessThanOrEqual(maxMessageBytes);
    }
  });

  test('gives each tenant the group that the producer gives it', async () => {
    queue.begin(takeAll);
    const generators = ['acme/a/b', `a b+c!'()*~-_.,:@&=$%/x`, 'ä😀/x', `${'ü'.repeat(60)}/x`];
    const ended = await run(generators.map((generator) => aLine('1', { generator })));

    expect(ended).toEqual({ code: 0, stderr: '' });
    expect(queue.calls[0]?.map(({ MessageGroupId: group }) => group)).toEqual(
      generators.map((generator) => messageGroupId(tenantOf(generator))),
    );
  });

  test.each([
    ['no JSON', '{"id":'],
    ['no object', `[${aLine('e1')}]`],
    ['without an id', '{"generator":"acme/orders"}'],
    ['not UTF-8', Buffer.from('{"id":"caf\u00E9","generator":"acme/orders"}', 'latin1')],
  ])('sends nothing and exits with 2 when a line is %s', async (_case, line) => {
    queue.begin(takeAll);
    const ended = await run([...lines(12), line]);

    // `go run` exits with 1 whatever the program exits with.
    expect(ended.code).toBe(language === 'go' ? 1 : 2);
    expect(ended.stderr).toContain('nothing sent');
    expect(ended.stderr).not.toMatch(/Traceback|^\s+at /m);
    expect(queue.calls).toEqual([]);
  });
});
