import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A customer whose bus takes the events of `t/r`. */
export const customer = {
  generator: 't/r',
  account: '111122223333',
  region: 'us-east-1',
  bus: 'active',
};

/** A line of a file of events. */
export function event(n: number, overrides: object = {}): string {
  const plain = { id: `e${n}`, generator: 't/r', detailType: 'push', detail: { n } };
  return JSON.stringify({ ...plain, ...overrides });
}

/** A line with a CloudEvent. */
export function cloudEvent(n: number, overrides: object = {}): string {
  const what = { id: `e${n}`, source: '/orders', subject: 't/r', type: 'push', data: { n } };
  return JSON.stringify({
    specversion: '1.0',
    ...what,
    time: '2020-01-01T00:00:00Z',
    ...overrides,
  });
}

/** A folder for the files that the command line gets. */
export async function aFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'fanout-'));
  return {
    pathOf: (name: string) => join(folder, name),
    /** Writes a file, and returns its path. */
    async write(name: string, contents: string | Buffer): Promise<string> {
      const path = join(folder, name);
      await writeFile(path, contents);
      return path;
    },
    remove: async () => await rm(folder, { recursive: true }),
  };
}
