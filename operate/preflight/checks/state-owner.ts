import { partitionOf } from '../../../lambdas/domain/partition.ts';
import { stateStackName } from '../../../lib/stage/stage.ts';
import { ask, unknownBecause, type Answer } from '../answer.ts';
import type { CheckContext } from '../check.ts';
import type { Judgement, Verdict } from '../finding.ts';
import { askForOwner } from '../stage-stacks.ts';

/** A resource of the state, as it was found or not. */
export interface Found<T> {
  readonly context: CheckContext;
  readonly answer: Answer<T | undefined>;
  /** What it means where it is the stage's. */
  readonly own: (found: T) => Verdict;
}

/** Of a resource of the state that is the stage's and as it should be. */
export const ours: Verdict = { status: 'ok', text: 'belongs to the stage' };

/** The account of the stage: its own, or that of the credentials. */
export async function accountOf({ stage, identity }: CheckContext): Promise<Answer<string>> {
  if (stage.account !== undefined) return { kind: 'answered', value: stage.account };
  const caller = await identity();
  return caller.kind === 'answered' ? { ...caller, value: caller.value.account } : caller;
}

/** Whether a bucket of the state blocks a deployment. */
export async function judgeBucket(
  prefix: string,
  region: string,
  context: CheckContext,
): Promise<Judgement> {
  const bucket = `${prefix}-${region}`;
  const url = `https://${bucket}.s3.${region}.${partitionOf(region).urlSuffix}/`;
  // Unsigned: S3 says even to strangers whether there is a bucket of a name.
  const answer = await ask(context.signal, 'no permission', async ({ abortSignal }) => {
    const { status } = await context.fetch(new URL(url), { method: 'HEAD', signal: abortSignal });
    return status === 404 ? undefined : status;
  });
  return {
    subject: `bucket in ${region}`,
    ...(await judgeOwner(bucket, region, { context, answer, own: () => ours })),
  };
}

/** Whether a resource of the state blocks a deployment: it is left over, or somebody else's. */
export async function judgeOwner<T>(
  physicalId: string,
  region: string,
  { context: { stage, clients, signal }, answer, own }: Found<T>,
): Promise<Verdict> {
  if (answer.kind !== 'answered') return unknownBecause(answer);
  if (answer.value === undefined) return { status: 'ok', text: 'none yet' };
  const owner = await askForOwner(clients.cloudFormation(region), physicalId, signal);
  if (owner.kind !== 'answered') return unknownBecause(owner);
  if (owner.value === stateStackName(stage, region)) return own(answer.value);
  if (owner.value === undefined && stage.production) {
    return {
      status: 'warning',
      text: `${physicalId} is in no stack: it is left from an earlier deployment, or somebody else has the name`,
      remedy: `npx cdk deploy -c stage=${stage.name} --all --import-existing-resources imports it if it is yours; without that option a deployment fails with "already exists"`,
    };
  }
  const whose = owner.value === undefined ? 'is left over' : `belongs to the stack ${owner.value}`;
  return {
    status: 'fails',
    text: `${physicalId} ${whose}, so a deployment fails with "already exists"`,
    remedy: 'delete it; a bucket must be empty first (aws s3 rm --recursive)',
  };
}
