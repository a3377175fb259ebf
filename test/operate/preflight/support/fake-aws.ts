import { parseStage } from '../../../../lib/stage/read-stage.ts';
import type { Stage } from '../../../../lib/stage/stage.ts';
import { ask } from '../../../../operate/preflight/answer.ts';
import type { CheckContext } from '../../../../operate/preflight/check.ts';
import { askIdentity } from '../../../../operate/preflight/checks/account.ts';
import type { Clients } from '../../../../operate/preflight/clients.ts';

/** How a fake of AWS answers each operation: a return is the answer, an error the refusal. */
export type Operations = Readonly<
  Record<string, (input: Readonly<Record<string, unknown>>, region: string) => unknown>
>;

const account = '111122223333';

/** An error of AWS. */
export function anError(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name, $fault: 'client' });
}

/** IAM's refusal of an action. */
export function noPermission(action: string, name = 'AccessDeniedException'): Error {
  return anError(
    name,
    `User: arn:aws:iam::${account}:user/me is not authorized to perform: ${action}`,
  );
}

/** An operation that always answers so. */
export function refusing(error: Error): () => never {
  return () => {
    throw error;
  };
}

/** What CloudFormation says of a stack, or of a resource's stack, that is not there. */
export function noStack(name: unknown): Error {
  return anError('ValidationError', `Stack with id ${JSON.stringify(name)} does not exist`);
}

/** An account that is ready, and in which nothing was deployed. */
export const readyAccount: Operations = {
  GetCallerIdentity: () => ({ Account: account, Arn: `arn:aws:iam::${account}:user/me` }),
  GetParameter: () => ({ Parameter: { Value: '31' } }),
  GetRole: ({ RoleName: name }) => ({
    Role: { Arn: `arn:aws:iam::${account}:role/${String(name)}` },
  }),
  GetUser: ({ UserName: name }) => ({
    User: { Arn: `arn:aws:iam::${account}:user/${String(name)}` },
  }),
  ListPartnerEventSources: () => ({ PartnerEventSources: [] }),
  DescribeTable: refusing(anError('ResourceNotFoundException', 'Requested resource not found')),
  DescribeKey: refusing(anError('NotFoundException', 'Alias is not found')),
  DescribeStacks({ StackName: name }) {
    if (name === undefined) return { Stacks: [] };
    throw noStack(name);
  },
  DescribeStackResources: refusing(anError('ValidationError', 'Stack for it does not exist')),
};

/** Clients that answer so; what was asked is in `calls`, as `region Operation`. */
export function fakeClients(operations: Operations = {}) {
  const answers = { ...readyAccount, ...operations };
  const calls: string[] = [];
  const clientOf = (region: string) => ({
    async send(command: { input: Readonly<Record<string, unknown>> }) {
      const operation = command.constructor.name.replace(/Command$/, '');
      calls.push(`${region} ${operation}`);
      const answer = answers[operation];
      if (answer === undefined) throw new Error(`nobody answers ${operation}`);
      return await answer(command.input, region);
    },
  });
  const services = ['cloudFormation', 'dynamoDb', 'eventBridge', 'iam', 'kms', 'ssm', 'sts'];
  const clients = Object.fromEntries(services.map((service) => [service, clientOf]));
  return { calls, clients: clients as unknown as Clients };
}

/** A stage in two Regions, us-east-1 its home, whose customers may be in eu-north-1, too. */
export function aPreflightStage(keys: Readonly<Record<string, unknown>> = {}): Stage {
  return parseStage('beta', {
    partnerDomain: 'vendor.example',
    production: true,
    account,
    homeRegion: 'us-east-1',
    regions: ['us-east-1', 'eu-west-1'],
    customerRegions: ['us-east-1', 'eu-north-1'],
    producers: [`arn:aws:iam::${account}:role/orders`],
    ...keys,
  });
}

/** What a check is given, in such an account. */
export function aContext(
  operations: Operations = {},
  more: Partial<CheckContext> = {},
): CheckContext {
  const { clients } = fakeClients(operations);
  const stage = aPreflightStage();
  const signal = new AbortController().signal;
  return {
    stage,
    clients,
    signal,
    now: () => 0,
    resolve: async () => ['203.0.113.1'],
    fetch: () => Promise.reject(new Error('nothing is fetched')),
    identity: async () => await askIdentity(clients, stage.homeRegion, signal),
    ...more,
  };
}

/** An answer as a check is given it. */
export async function answered<T>(value: T | Error) {
  const call = async () => {
    if (value instanceof Error) throw value;
    return value;
  };
  return await ask(new AbortController().signal, 'some:Permission', call);
}
