import * as v from 'valibot';
import { accountId } from '../../lambdas/domain/account-id.ts';
import { isRegionCode } from '../../lambdas/domain/region-code.ts';
import { brandSection } from '../../lambdas/settings/brand/brand-section.ts';
import { field, integer, section } from '../../lambdas/settings/field.ts';
import { table } from '../../lambdas/settings/table/table.ts';
import { sectionWithoutDefaults, stageSections } from './settings-sections.ts';

const region = v.pipe(v.string(), v.check(isRegionCode));
const regionList = v.pipe(
  v.array(region),
  v.nonEmpty(),
  v.check((list) => new Set(list).size === list.length),
);

/** Days for which CloudWatch Logs can keep log events (PutRetentionPolicy), from a day to ten years. */
const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

// What a stage says of its provider is completed where the page's sign-in is made.
const { signIn, ...withDefaults } = table;

/** A `stages/<stage>.json`: what each key may hold, and what it is when it is not given. */
export const stageSchema = section({
  partnerDomain: field(
    // A segment of the sources' names, and the source of the vendor's own events.
    v.pipe(v.string(), v.regex(/^(?!aws\.)(?!.*\.test$)(?=.{1,100}$)[\w-]+(\.[\w-]+)+$/)),
    'a domain such as example.com, without .test, which is added unless production is true',
  ),
  production: v.optional(field(v.boolean(), 'true or false'), false),
  account: v.optional(
    field(v.pipe(v.string(), v.regex(accountId)), 'the 12 digits of an AWS account, as text'),
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
  brand: v.optional(brandSection),
  signIn: v.optional(sectionWithoutDefaults(signIn)),
  ...stageSections(withDefaults),
  logRetentionDays: v.optional(
    field(v.picklist(logRetentionDays), `one of ${logRetentionDays.join(', ')}`),
    30,
  ),
  pollers: v.optional(section({ minimum: integer(2, 200), maximum: integer(2, 2000) })),
});
