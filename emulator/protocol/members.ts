import * as v from 'valibot';
import { integer, list, optional, structure, text } from './shapes.ts';

// Lengths and patterns are those of the service model `events` 2015-10-07.

const SEGMENTS = String.raw`(/[\.\-_A-Za-z0-9]+)`;
const ARN_PREFIX = String.raw`(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?`;
const NAME_AND_SLASHES = String.raw`[/\.\-_A-Za-z0-9]+`;
const NAME = String.raw`[\.\-_A-Za-z0-9]+`;

const SOURCE_NAME = `aws\\.partner${SEGMENTS}{2,}`;
const sourceName = new RegExp(`^(?:${SOURCE_NAME})$`, 'u');

/** EventSourceName: `aws.partner/`, the partner's name, and at least one more segment. */
export const eventSourceName = text({ min: 1, max: 256, pattern: SOURCE_NAME });
/** Whether a text is of the pattern of {@link eventSourceName}. */
export const isEventSourceName = (name: string) => sourceName.test(name);
/** The same without its pattern, for an account that saw EventBridge take other names. */
export const eventSourceNameLength = text({ min: 1, max: 256 });
/** PartnerEventSourceNamePrefix, of ListPartnerEventSources. */
export const partnerSourcePrefix = text({
  min: 1,
  max: 256,
  pattern: String.raw`aws\.partner/[\.\-_A-Za-z0-9]+/[/\.\-_A-Za-z0-9]*`,
});
/** EventBusName and EventSourceNamePrefix. */
export const eventBusName = text({ min: 1, max: 256, pattern: NAME_AND_SLASHES });
/** EventBusNameOrArn, of the operations on rules. */
export const eventBusNameOrArn = text({
  min: 1,
  max: 1600,
  pattern: `${ARN_PREFIX}${NAME_AND_SLASHES}`,
});
/** NonPartnerEventBusNameOrArn, of PutEvents. */
export const ownBusNameOrArn = text({ min: 1, max: 1600, pattern: `${ARN_PREFIX}${NAME}` });
/** NonPartnerEventBusName, of PutPermission and RemovePermission. */
export const ownBusName = text({ min: 1, max: 256, pattern: NAME });
/** ArchiveName. */
export const archiveName = text({ min: 1, max: 48, pattern: NAME });
/** ReplayName. */
export const replayName = text({ min: 1, max: 64, pattern: NAME });
/** EventBusArn and ArchiveArn, of archives and replays. */
export const eventsArn = text({
  min: 1,
  max: 1600,
  pattern: String.raw`^arn:aws([a-z]|-)*:events:([a-z]|\d|-)*:([0-9]{12})?:.+\/.+$`.replaceAll(
    '\\\\',
    '\\',
  ),
});
/** RuleName and TargetId. */
export const ruleName = text({ min: 1, max: 64, pattern: NAME });
/** EventPattern: at most 4,096 characters. */
export const eventPattern = text({ max: 4096 });
/** RoleArn, TargetArn and the other ARNs. */
export const arn = text({ min: 1, max: 1600 });
/** Description of a bus or a rule. */
export const description = text({ max: 512 });
/** Tags of a rule or a bus. */
export const tags = list(structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }));
/** KmsKeyIdentifier: stored and shown, never used. */
export const kmsKeyIdentifier = text({ max: 2048, pattern: String.raw`[a-zA-Z0-9_\-/:]*` });
/** DeadLetterConfig of a bus or a target. */
export const deadLetterConfig = structure({ Arn: optional(arn) });

/** The account number that the guide's own samples misprint with 13 digits. */
const GUIDE_MISPRINT = '0000000000101';

/** AccountId. The guide's misprint is read as the intended number, so that its samples work. */
export const accountId = v.pipe(
  v.string(),
  v.transform((account) => (account === GUIDE_MISPRINT ? '000000000101' : account)),
  text({ min: 12, max: 12, pattern: String.raw`\d{12}` }),
);

/** Limit and NextToken, for the operations that list. */
export const paging = {
  Limit: optional(integer({ min: 1, max: 100 })),
  NextToken: optional(text({ min: 1, max: 2048 })),
};
