import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../browser/support/eventually.ts';
import { freePorts } from '../support/free-ports.ts';
import { startFanout } from '../support/run-fanout.ts';
import { copyPrograms, languages } from './support/programs.ts';

const events = readFileSync(
  join(import.meta.dirname, '../../examples/producers/events.jsonl'),
  'utf8',
)
  .trim()
  .split('\n');

let port: number;
let localMode: ReturnType<typeof startFanout>;
let programs: ReturnType<typeof copyPrograms>;

beforeAll(async () => {
  programs = copyPrograms();
  port = await freePorts(5);
  localMode = startFanout('local', '--port', String(port));
  await localMode.said('press Ctrl-C to stop');
});
afterAll(async () => {
  localMode.child.kill('SIGINT');
  await localMode.ended();
  programs.remove();
});

/** A customer's event as the emulator shows it, a line of a JSON array. */
interface Received {
  readonly account: string;
  readonly region: string;
  readonly line: string;
}

/** What the customers received of the events with such ids. */
async function receivedOf(prefix: string): Promise<readonly Received[]> {
  const answer = await fetch(`http://127.0.0.1:${port + 2}/_emulator/received`);
  const lines = (await answer.text())
    .split('\n')
    .filter((line) => line.includes(`"event/${prefix}`));
  return lines.map((line) => {
    const { account, region } = JSON.parse(line.replaceAll(/^\[|[,\]]$/g, '')) as Received;
    return { account, region, line };
  });
}

// The sources of the demonstration for Codertocat/Hello-World that listen.
const customers = [
  '111111111111 eu-west-1',
  '111111111111 us-east-1',
  '222222222222 eu-west-1',
  '333333333333 us-east-1',
];

describe('the program for', () => {
  test.each(languages)(
    '%s sends each event to all customers, with its numbers as written',
    async (language) => {
      const own = events.map((line) => line.replace('"order/', `"${language}/`));
      const ended = await programs.run(language, `http://127.0.0.1:${port}`, own);

      expect(ended).toEqual({ code: 0, stderr: '' });
      for (const line of own) {
        const { id } = JSON.parse(line) as { id: string };
        const detailJson = line.slice(line.indexOf('"detail":'), -1);
        await eventually(async () => {
          const received = await receivedOf(id);
          expect(received.map(({ account, region }) => `${account} ${region}`).toSorted()).toEqual(
            customers,
          );
          for (const one of received) expect(one.line).toContain(detailJson);
        });
      }
    },
  );
});
