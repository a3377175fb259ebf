import { expect, test } from '@jest/globals';
import { languages } from './support/programs.ts';
import { findRuntime } from './support/runtimes.ts';

test.each(languages)(
  'without what the program for %s needs, one line says what to install',
  async (language) => {
    const found = findRuntime(language, { PATH: '/nowhere' });

    await expect(found).rejects.toThrow(
      new RegExp(`^examples/producers/${language}: apt-get install [a-z0-9 -]+$`),
    );
  },
);

test.each(languages)('what the program for %s needs is found', async (language) => {
  await expect(findRuntime(language)).resolves.toBeUndefined();
});
