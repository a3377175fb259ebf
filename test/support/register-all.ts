import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { RegistrationTable } from '../../lambdas/ports/registration.ts';

type Registrations = Pick<RegistrationTable, 'find' | 'register'>;

/** Registers mappings, those of one source one after another, each replacing what is there. */
export async function registerAll(
  registrations: Registrations,
  ...mappings: readonly Mapping[]
): Promise<void> {
  const bySource = Map.groupBy(mappings, ({ sourceArn }) => sourceArn);
  const registerInTurn = async (ofSource: readonly Mapping[]) => {
    for (const mapping of ofSource) await register(mapping, registrations);
  };
  await Promise.all(Array.from(bySource.values(), registerInTurn));
}

async function register(mapping: Mapping, registrations: Registrations): Promise<void> {
  if ((await registrations.register(mapping, undefined)) === 'registered') return;
  const found = await registrations.find(mapping.generator);
  const older = found.find(({ sourceArn }) => sourceArn === mapping.sourceArn);
  const result = await registrations.register(mapping, older);
  if (result !== 'registered') throw new Error(`${mapping.sourceArn} was not registered`);
}
