import { describe, expect, test } from '@jest/globals';
import { aMapping } from '../../support/domain-builders.ts';
import { fakeReconcile } from '../../support/reconcile-services.ts';

const down = async () => {
  throw new Error('the table is out of reach');
};

describe('what links are made with', () => {
  test.each(['made', 'moved'] as const)('is %s in a run, which says so', async (result) => {
    const { run, log } = fakeReconcile({ replace: () => ({ keepLinks: async () => result }) });

    expect(await run()).toMatchObject({ incomplete: false, failedCalls: 0 });
    expect(log.lines).toContainEqual({
      level: 'info',
      message: 'the secrets of links to payloads were written',
      fields: { result },
    });
  });

  test('is kept before all else, even in a run that has no time', async () => {
    const order: string[] = [];
    const { run } = fakeReconcile({
      replace: ({ mappings }) => ({
        keepLinks: async () => {
          order.push('links');
          return 'kept';
        },
        mappings: {
          ...mappings,
          loadCheckpoint: async () => {
            order.push('checkpoint');
            return await mappings.loadCheckpoint();
          },
        },
      }),
    });
    await run({ minutes: 0 });

    expect(order).toEqual(['links', 'checkpoint']);
  });

  test('is not touched by a dry run', async () => {
    const { run } = fakeReconcile({ replace: () => ({ keepLinks: down }) });

    expect(await run({ dryRun: true })).toMatchObject({ failedCalls: 0 });
  });

  test('may be out of reach: that is logged and reported, and the run goes on', async () => {
    const { run, log, sources } = fakeReconcile({
      mappings: [aMapping({ state: 'PENDING' })],
      replace: () => ({ keepLinks: down }),
    });
    await sources.create(aMapping().region, aMapping().sourceName, aMapping().account);
    const report = await run();

    expect(report).toMatchObject({ checked: 1, incomplete: true, failedCalls: 1 });
    expect(log.lines).toContainEqual({
      level: 'error',
      message: 'the secrets of links to payloads could not be kept',
      fields: { error: new Error('the table is out of reach') },
    });
  });
});
