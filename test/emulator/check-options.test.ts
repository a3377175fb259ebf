import { describe, expect, test } from '@jest/globals';
import { startEmulator } from '../../emulator/index.ts';

describe('an emulator that is started in a program', () => {
  test.each<[string, unknown, string]>([
    ['host', '', 'must be a text that is not empty'],
    ['allowedHosts', [''], 'must be an array of names'],
    ['allowedHosts', 'emulator', 'must be an array of names'],
    ['port', 'x', 'must be a whole number from 0 to 65535'],
    ['port', 65_536, 'must be a whole number from 0 to 65535'],
    ['port', 0.5, 'must be a whole number from 0 to 65535'],
    ['pendingDays', -1, 'must be a number from 0'],
    ['pendingDays', NaN, 'must be a number from 0'],
    ['sqsEndpoint', 'localhost', 'must be an http URL'],
    ['lambdaEndpoint', 'http://%%%', 'must be an http URL'],
    ['maxEntryBytes', 0, 'must be a whole number from 1'],
    ['maxRequestBytes', '9', 'must be a whole number from 1'],
    ['incompleteRequest', 'drop', 'must be refuse or fail'],
    ['quotas', { rulesPerBus: 0 }, 'must be whole numbers from 1, by the names busesPerAccount, '],
    ['quotas', { rules: 1 }, 'must be whole numbers from 1, by the names busesPerAccount, '],
    ['quotas', null, 'must be whole numbers from 1, by the names busesPerAccount, '],
    ['maxViewBytes', -1, 'must be a number from 0'],
    ['partnerAccount', '1', 'must be a text of 12 digits'],
    ['realNowMs', 0, 'must be a function'],
  ])('refuses the option %s: %j, and names it', async (name, value, reason) => {
    const problem = await startEmulator({ [name]: value }).catch((error: unknown) => error);

    expect(problem).toBeInstanceOf(TypeError);
    expect(problem).toHaveProperty(
      'message',
      expect.stringContaining(`The option ${name} ${reason}`),
    );
  });

  test('refuses an option that does not exist', async () => {
    const misspelt = { prot: 4610 };

    await expect(startEmulator(misspelt as object)).rejects.toThrow('There is no option prot.');
  });

  test('takes options that are undefined for those that are not given', async () => {
    const unset = { host: undefined, port: undefined, quotas: { rulesPerBus: undefined } };
    const emulator = await startEmulator(unset);

    expect(emulator.url).toBe(`http://127.0.0.1:${emulator.port}`);
    await emulator.close();
  });
});
