import { sourceIn, tenantCalls, type TenantApi } from '../api/tenant-calls.ts';
import type { ItemRun } from '../item-run.ts';
import { sourceNameProblems, type NamedRegistration } from '../judge/source-names.ts';
import { registerNew } from '../register.ts';
import { sourceNames } from '../sides/partner-side.ts';
import type { WalkContext, WalkedSource } from '../walk-context.ts';

/** A registration that must get a name of its own. */
interface Variant {
  readonly words: string;
  readonly tenant: TenantApi;
  readonly what: string;
  readonly account: string;
}

/** Registrations that differ as little as they can get different names, and the same one again gets the same. */
export async function showNameUnique(
  run: ItemRun,
  { region, source }: { readonly region: string; readonly source: WalkedSource },
  context: WalkContext,
): Promise<void> {
  const { subject, names } = context;
  const { account } = source.view;
  const registered: NamedRegistration[] = [
    { words: 'the first registration', account, name: source.view.name },
  ];
  for (const { words, tenant, what, account: wanted } of variantsOf(run, context)) {
    const generator = names.generator(tenant.tenant, region, what);
    const { name } = await registerNew(
      { generator, account: wanted, region },
      tenant,
      run,
      context,
    );
    registered.push({ words, account: wanted, name });
  }
  const { partnerName } = subject.connection;
  const problems = sourceNameProblems(registered, partnerName);
  for (const problem of problems) run.problem(problem);
  run.finding(
    'The names of registrations that differ little',
    registered.map(({ words, name }) => `${words}: ${name}`),
  );
  await showSameAgain(run, { region, source }, context);
}

function variantsOf(run: ItemRun, { subject }: WalkContext): readonly Variant[] {
  const { tenants, customer, partner } = subject;
  const { first: tenant, second } = tenants;
  const { account } = customer;
  if (second === undefined) {
    run.note('there is no token of a second tenant: names of two tenants were not compared');
  }
  if (partner.account === account) {
    run.note('customer and partner are one account: names of two accounts were not compared');
  }
  return [
    { words: 'another generator', tenant, what: 'events2', account },
    { words: 'another case', tenant, what: 'Events', account },
    { words: 'a space', tenant, what: 'eve nts', account },
    { words: 'what a space is written as', tenant, what: 'eve_.20nts', account },
    // The vendor's own account: a stranger would see the source.
    ...(partner.account === account
      ? []
      : [{ words: 'another account', tenant, what: 'events', account: partner.account }]),
    ...(second === undefined
      ? []
      : [{ words: 'another tenant', tenant: second, what: 'events', account }]),
  ];
}

/** The same registration again changes nothing. */
async function showSameAgain(
  run: ItemRun,
  { region, source }: { readonly region: string; readonly source: WalkedSource },
  { subject, services }: WalkContext,
): Promise<void> {
  const { generator, view } = source;
  const { account, name } = view;
  const calls = tenantCalls(subject.tenants.first, run, services);
  const answer = await calls.register({ generator, account, region });
  const again = sourceIn(answer, [200], 'the same registration');
  run.expect(
    again.name === name,
    `expected the same name for the same registration, but it is ${again.name} and was ${name}`,
  );
  const client = subject.partner.eventBridge(region);
  const found = await sourceNames(name, { region, client }, run);
  const own = found.filter((one) => one === name);
  run.expect(
    own.length === 1,
    `expected one source ${name} in ${region}, but there are ${own.length}`,
  );
}
