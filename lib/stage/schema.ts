import * as v from 'valibot';
import { mappingPolicies, orphanPolicies } from '../../lambdas/domain/reconciliation.ts';
import { isRegionCode } from '../../lambdas/domain/region-code.ts';
import {
  deliveryEnvironment,
  reconcileDeployment,
  reconcileEnvironment,
  registrationEnvironment,
  standardQuotas,
} from '../../lambdas/settings/deployment.ts';
import { field, integer, optionalSection, section, word } from './field.ts';
import { signInSection } from './sign-in-section.ts';

const region = v.pipe(v.string(), v.check(isRegionCode));
const regionList = v.pipe(
  v.array(region),
  v.nonEmpty(),
  v.check((list) => new Set(list).size === list.length),
);
const mappingPolicy = word(...mappingPolicies);

/** Days for which CloudWatch Logs can keep log events (PutRetentionPolicy), from a day to ten years. */
const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

/** A `stages/<stage>.json`: what each key may hold, and what it is when it is not given. */
export const stageSchema = section({
  partnerDomain: field(
    // A segment of the sources' names, and the source of the vendor's own events.
    v.pipe(v.string(), v.regex(/^(?!aws\.)(?!.*\.test$)(?=.{1,100}$)[\w-]+(\.[\w-]+)+$/)),
    'a domain such as example.com, without .test, which is added unless production is true',
  ),
  production: v.optional(field(v.boolean(), 'true or false'), false),
  account: v.optional(
    field(v.pipe(v.string(), v.regex(/^\d{12}$/)), 'the 12 digits of an AWS account, as text'),
  ),
  homeRegion: field(region, 'an AWS Region such as us-east-1'),
  regions: field(regionList, 'a list of AWS Regions, each once, such as ["us-east-1"]'),
  customerRegions: v.optional(field(regionList, 'a list of AWS Regions, each once')),
  alarmEmails: v.optional(
    field(v.array(v.pipe(v.string(), v.email())), 'a list of e-mail addresses'),
    [],
  ),
  producers: v.optional(
    field(
      v.array(v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[^*?]+$/))),
      'a list of ARNs of IAM roles or users',
    ),
    [],
  ),
  signIn: v.optional(signInSection),
  quotas: optionalSection({
    putPartnerEventsPerSecond: v.optional(
      integer(1, 1_000_000),
      standardQuotas.putPartnerEventsPerSecond,
    ),
    partnerOperationsPerSecond: v.optional(
      integer(2, 1_000_000),
      standardQuotas.partnerOperationsPerSecond,
    ),
  }),
  entryLimits: optionalSection({
    maxEntryBytes: v.optional(
      integer(1024, 1_048_576),
      Number(deliveryEnvironment.MAX_ENTRY_BYTES),
    ),
    maxRequestBytes: v.optional(
      integer(1024, 16_000_000),
      Number(deliveryEnvironment.MAX_REQUEST_BYTES),
    ),
  }),
  tenantLimits: optionalSection({
    maxSources: v.optional(
      integer(1, 1_000_000),
      Number(registrationEnvironment.MAX_SOURCES_PER_TENANT),
    ),
    maxPendingSources: v.optional(
      integer(1, 1_000_000),
      Number(registrationEnvironment.MAX_PENDING_SOURCES_PER_TENANT),
    ),
    maxRequestsPerMinute: v.optional(
      integer(1, 1_000_000),
      Number(registrationEnvironment.MAX_REQUESTS_PER_TENANT_PER_MINUTE),
    ),
  }),
  reconcile: optionalSection({
    everyMinutes: v.optional(integer(2, 1440), reconcileDeployment.everyMinutes),
    drift: v.optional(mappingPolicy, reconcileEnvironment.POLICY_DRIFT),
    gone: v.optional(mappingPolicy, reconcileEnvironment.POLICY_GONE),
    otherAccount: v.optional(mappingPolicy, reconcileEnvironment.POLICY_OTHER_ACCOUNT),
    orphan: v.optional(word(...orphanPolicies), reconcileEnvironment.POLICY_ORPHAN),
    orphanGraceHours: v.optional(integer(1, 8760), Number(reconcileEnvironment.ORPHAN_GRACE_HOURS)),
    expiringDays: v.optional(
      field(
        v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(365))),
        'a list of numbers of days from 0 to 365',
      ),
      reconcileEnvironment.EXPIRING_DAYS.split(',').map(Number),
    ),
  }),
  logRetentionDays: v.optional(
    field(v.picklist(logRetentionDays), `one of ${logRetentionDays.join(', ')}`),
    30,
  ),
  pollers: v.optional(section({ minimum: integer(2, 200), maximum: integer(2, 2000) })),
});
