import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as valibot from 'valibot';
import type * as historyView from '../../../lambdas/contract/history-view.ts';
import type * as pageConfig from '../../../lambdas/contract/page-config.ts';
import type * as problems from '../../../lambdas/contract/problems.ts';
import type * as sourceView from '../../../lambdas/contract/source-view.ts';
import { shortening } from '../../../web/bundling/shortening.ts';
import { trimmed, trims } from '../../../web/bundling/trims.ts';

const root = join(import.meta.dirname, '../../..');
const packageFiles = [
  'node_modules/oauth4webapi/build/index.js',
  'node_modules/valibot/dist/index.mjs',
];

test.each(trims)('of $files there is what is left out: $reason', ({ files, replaced }) => {
  const file = packageFiles.find((one) => files.test(`/${one}`))!;
  const source = readFileSync(join(root, file), 'utf8');

  for (const [pattern] of replaced) expect(source).toMatch(pattern);
});

test('other files are not changed', () => {
  const source = "export const A = 'OAUTH_A';";
  expect(trimmed('/preact/dist/preact.mjs', source)).toBe(source);
});

interface Bundled {
  readonly v: typeof valibot;
  readonly schemas: typeof historyView & typeof sourceView & typeof pageConfig & typeof problems;
}

const entry = `import * as v from 'valibot';
  import * as history from './lambdas/contract/history-view.ts';
  import * as source from './lambdas/contract/source-view.ts';
  import * as config from './lambdas/contract/page-config.ts';
  import * as problems from './lambdas/contract/problems.ts';
  export { v };
  export const schemas = { ...history, ...source, ...config, ...problems };`;

describe('Valibot reads answers as before', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-trims-'));
  let whole: Bundled;
  let short: Bundled;
  beforeAll(async () => {
    [whole, short] = await Promise.all([bundled('whole', []), bundled('short', [shortening])]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function bundled(name: string, plugins: (typeof shortening)[]): Promise<Bundled> {
    const outfile = join(folder, `${name}.mjs`);
    const stdin = { contents: entry, resolveDir: root };
    await build({ stdin, bundle: true, format: 'esm', outfile, plugins });
    return await import(outfile);
  }

  const moment = '2026-01-02T03:04:05Z';
  const attempt = {
    outcome: 'accepted',
    reason: null,
    state: 'ACTIVE',
    attempts: 1,
    eventBridgeId: null,
    error: { code: 'a', message: 'b' },
    trigger: 'live',
    replay: null,
  };
  const delivery = { event: 'e', detailType: 'd', queuedAt: moment, lastAttemptAt: moment };
  const page = {
    deliveries: [{ ...delivery, ...attempt, body: 'kept' }],
    nextCursor: null,
    searchedTo: moment,
  };

  test.each<[keyof Bundled['schemas'], unknown]>([
    ['deliveryPageSchema', page],
    ['missedViewSchema', missed({})],
    ['pageConfigSchema', {}],
    ['problemDetailsSchema', { title: 'a', code: 'b', status: 1, type: 'c', errors: [] }],
  ])('%s, and with each value replaced', (name, answer) => {
    const outcomes = ({ v, schemas }: Bundled) =>
      [answer, ...variantsOf(answer)].map((value) => {
        const read = v.safeParse(schemas[name] as valibot.GenericSchema, value);
        return read.success ? read.output : 'refused';
      });

    expect(outcomes(short)).toEqual(outcomes(whole));
    expect(outcomes(short)).toContain('refused');
  });

  test('an answer that is right is not refused', () => {
    const { v, schemas } = short;
    expect(v.parse(schemas.deliveryPageSchema, page)).toEqual(page);
    expect(v.parse(schemas.missedViewSchema, missed({}))).toEqual(missed({}));
    expect(() => v.parse(schemas.missedViewSchema, missed({ events: -1 }))).toThrow(
      'Invalid value',
    );
  });
});

function missed(changed: object) {
  const empty = { events: 0, inDoubt: 0, from: null, to: null, isComplete: true, replay: null };
  return { ...empty, ...changed };
}

const others = [undefined, null, '', 'text', -1, 1.5, true, [], {}, [null]];

/** A value with each part of it replaced, or left out. */
function variantsOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return others;
  const entries = Object.entries(value);
  const changed = entries.flatMap(([key, part]) =>
    variantsOf(part).map((other) => (Array.isArray(value) ? [other] : { ...value, [key]: other })),
  );
  const lessOne = entries.map(([key]) =>
    Object.fromEntries(entries.filter(([other]) => other !== key)),
  );
  return [...others, ...changed, ...lessOne];
}
