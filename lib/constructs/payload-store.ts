import { Duration, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acceptFinding, type AcceptedFinding } from '../accept-finding.ts';
import { payloadBucketPrefix, type Stage } from '../stage/stage.ts';
import { addStateBucket } from './add-state-bucket.ts';
import type { OfStage } from './of-stage.ts';

/** Where the objects of producers are in the payload bucket, and those of the functions. */
export const payloadPrefixes = ['in/', 'out/'] as const;

/**
 * The details of a Region's large events. Producers store them under `in/`, the functions under `out/`.
 * They are deleted when no link to them works any more.
 *
 * It is there in every stage, and is kept by one that relays nothing by reference any more: the links that
 * it has sent go on working until they end. An empty bucket costs nothing.
 */
export class PayloadStore extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage, key }: OfStage) {
    super(scope, id);
    this.bucket = addStateBucket(this, 'Bucket', {
      stage,
      key,
      namePrefix: payloadBucketPrefix(stage, Stack.of(this).account),
      lifecycleRules: payloadPrefixes.map((prefix) => ({
        id: prefix.slice(0, -1),
        prefix,
        // A link ends by the second, and S3 counts whole days: a day more, so that no link outlives its object.
        expiration: Duration.days(stage.largeEvents.days + 1),
      })),
    });
    allowStoring(this.bucket, stage);
    for (const one of notOfPayloads) acceptFinding(this.bucket, one);
  }
}

/**
 * Lets producers store details, by the condition that lets them send events (docs/adr/0026). Here their
 * accounts are the principals: S3 does not count a condition on a principal's ARN among those that keep a
 * policy from being public, and refuses a public one. So a producer's own policies must allow it too.
 */
function allowStoring(bucket: Bucket, { producers, largeEvents }: Stage): void {
  if (producers.length === 0 || largeEvents.relay === 'no') return;
  const accounts = new Set(producers.flatMap((arn) => arn.split(':')[4] ?? []));
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Producers',
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${payloadPrefixes[0]}*`)],
      principals: [...accounts].map((account) => new AccountPrincipal(account)),
      conditions: { ArnEquals: { 'aws:PrincipalArn': producers } },
    }),
  );
}

const reachedByLinks =
  'The registration API logs each request for a link, and redirects to the object.';
const forSomeDays = 'The details of a Region’s events stay in it, and for some days only.';

const notOfPayloads: readonly AcceptedFinding[] = [
  { rule: 'S1', packs: ['AwsSolutions'], reason: reachedByLinks },
  {
    rule: 'S3BucketLoggingEnabled',
    packs: ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'],
    reason: reachedByLinks,
  },
  {
    rule: 'S3BucketReplicationEnabled',
    packs: ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'],
    reason: forSomeDays,
  },
  {
    rule: 'S3BucketVersioningEnabled',
    packs: ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'],
    reason:
      'A version would keep what a tenant had erased. Whoever writes an object again, writes the same.',
  },
  {
    rule: 'S3BucketDefaultLockEnabled',
    packs: ['NIST.800.53.R5'],
    reason: 'What a tenant wants erased must not be locked.',
  },
];
