import { describe, expect, test } from '@jest/globals';
import { keptLinkSecrets } from '../../../../lambdas/aws/payloads/kept-link-secrets.ts';
import type { LinkSecrets } from '../../../../lambdas/aws/payloads/link-secrets.ts';

function secretsOf(id: string): LinkSecrets {
  return { secrets: [{ id, secret: Buffer.alloc(32) }], baseUrl: 'https://api.example' };
}

/** Kept secrets over a table that answers in turn, on a clock that the test moves. */
function kept(...answers: readonly (LinkSecrets | undefined | Error)[]) {
  let nowMs = 0;
  let readings = 0;
  const recent = keptLinkSecrets(
    async () => {
      const answer = answers[readings];
      readings += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    () => nowMs,
  );
  return {
    recent,
    readings: () => readings,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('the secrets', () => {
  test('are read once in a minute, by all who ask at once, too', async () => {
    const { recent, readings, pass } = kept(secretsOf('one'), secretsOf('two'));

    expect(await Promise.all([recent(), recent()])).toEqual([secretsOf('one'), secretsOf('one')]);
    pass(59_999);
    expect(await recent()).toEqual(secretsOf('one'));
    expect(readings()).toBe(1);
    pass(1);
    expect(await recent()).toEqual(secretsOf('two'));
  });

  test('that are not there yet are looked for again after seconds', async () => {
    const { recent, readings, pass } = kept(undefined, secretsOf('one'));

    expect(await recent()).toBeUndefined();
    expect(await recent()).toBeUndefined();
    expect(readings()).toBe(1);
    pass(5_000);
    expect(await recent()).toEqual(secretsOf('one'));
  });

  test('that were deleted are no longer kept', async () => {
    const { recent, pass } = kept(secretsOf('one'), undefined);
    await recent();
    pass(60_000);

    expect(await recent()).toBeUndefined();
  });

  test('that were read before are taken while they cannot be read, a minute at a time', async () => {
    const { recent, readings, pass } = kept(secretsOf('one'), new Error('down'), secretsOf('two'));
    await recent();
    pass(60_000);

    expect(await recent()).toEqual(secretsOf('one'));
    expect(await recent()).toEqual(secretsOf('one'));
    expect(readings()).toBe(2);
    pass(60_000);
    expect(await recent()).toEqual(secretsOf('two'));
  });

  test('that were never read are asked for again each time', async () => {
    const { recent } = kept(new Error('down'), new Error('down'), secretsOf('one'));

    await expect(recent()).rejects.toThrow('down');
    await expect(recent()).rejects.toThrow('down');
    expect(await recent()).toEqual(secretsOf('one'));
  });
});
