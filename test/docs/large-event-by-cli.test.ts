import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tenantKey } from '../../lambdas/aws/payloads/payload-key.ts';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { testNowMs } from '../support/domain-builders.ts';

const run = promisify(execFile);
const page = readFileSync(join(import.meta.dirname, '../../docs/sending-events.md'), 'utf8');
const [, script = ''] = /^```\n(generator=.*?)^```$/ms.exec(page) ?? [];

/** Writes its arguments down instead of calling AWS. */
const standIn = `#!/usr/bin/env bash
printf '%s\\0' "$@" >> calls
printf '\\n' >> calls
`;

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/events';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'large-event-'));
  writeFileSync(join(folder, 'aws'), standIn);
  chmodSync(join(folder, 'aws'), 0o755);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The options of each call of the AWS CLI in the page's script, by their names. */
async function callsFor(detailJson: string, generator: string) {
  writeFileSync(join(folder, 'detail.json'), detailJson);
  writeFileSync(join(folder, 'calls'), '');
  const own = script.replace('generator=acme/repo1', `generator='${generator}'`);
  const PATH = `${folder}:${process.env['PATH']}`;
  const variables = { file: 'detail.json', bucket: 'payloads', queue_url: queueUrl };
  const env = { ...process.env, PATH, ...variables };
  await run('bash', ['-euo', 'pipefail', '-c', own], { cwd: folder, env });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').split('\0\n').slice(0, -1);
  return calls.map((call) => {
    const [service, operation, ...rest] = call.split('\0');
    const pairs = Array.from({ length: rest.length / 2 }, (_, at) =>
      rest.slice(2 * at, 2 * at + 2),
    );
    return [
      `${service} ${operation}`,
      Object.fromEntries(pairs) as Record<string, string>,
    ] as const;
  });
}

describe('a large event that is sent with the AWS CLI as the page says', () => {
  test.each([
    ['acme/repo1', 'acme', '{"text":"x"}'],
    ['ä tenant/a/b', 'ä tenant', JSON.stringify({ text: 'ü😀'.repeat(200_000) })],
  ])('is one that the fan-out function takes: %s', async (generator, tenant, detailJson) => {
    const [put, send, ...more] = await callsFor(detailJson, generator);
    const key = put![1]['--key']!;
    const [, options] = send!;

    expect(more).toEqual([]);
    expect(put).toEqual([
      's3api put-object',
      {
        '--bucket': 'payloads',
        '--key': expect.stringMatching(new RegExp(`^in/${tenantKey(tenant)}/[0-9a-f]{32}$`)),
        '--body': 'detail.json',
        '--content-type': 'application/json',
        '--checksum-algorithm': 'SHA256',
        // Who has the name of a bucket that was deleted must not be given details.
        '--expected-bucket-owner': '123456789012',
      },
    ]);
    expect(options['--queue-url']).toBe(queueUrl);
    expect(readMessage(options['--message-body']!, testNowMs)).toEqual([
      {
        kind: 'event',
        text: options['--message-body'],
        event: {
          id: '01JD8W3X5Z',
          generator,
          detailType: 'push',
          time: new Date(testNowMs).toISOString(),
          resources: [],
          detailJson: '{ "ref": "refs/heads/main" }',
          reference: {
            bucket: 'payloads',
            key,
            sizeBytes: Buffer.byteLength(detailJson),
            sha256: createHash('sha256').update(detailJson).digest('hex'),
          },
        },
      },
    ]);
  });
});
