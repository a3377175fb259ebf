import { bindingName } from '../../lambdas/contract/schema-registry.ts';
import {
  notificationMeanings,
  notificationSchema,
} from '../../lambdas/domain/notification-schema.ts';
import { notificationTypes } from '../../lambdas/domain/notification.ts';

const intro = `# Notifications about your sources

<!-- Written by \`npm run notifications\` from lambdas/domain/notification-schema.ts and tools/notification-pages: change it there. -->

Each change of a partner event source is an event on the \`default\` bus of your own account, in the home Region. Its \`source\` is your partner name (the output \`PartnerName\`), \`resources\` has the source's ARN, and \`time\` is when the change was noticed.`;

const copies = `A notification can arrive twice: EventBridge delivers at least once, and the reconciler sends a notification again if it got no answer to its call. Copies have the same \`detail-type\`, \`resources\` and \`time\`. They may differ in \`id\`, and in what was seen of the source in the meantime (\`state\`, \`expirationTime\`).`;

const registry = `## In the schema registry

The home Region's stack has a schema registry, whose name is the output \`NotificationRegistryName\`, with an OpenAPI 3.0 document for each detail type. The files beside this page are the same documents, with \`vendor.example.com\` as the partner name. The schema of \`Partner Event Source Expiring\` is \`<partner name>@PartnerEventSourceExpiring\`.

The AWS Toolkit of your IDE, the EventBridge console and the AWS CLI make code bindings of a schema (\`Java8\`, \`Python36\`, \`TypeScript3\` or \`Go1\`):

\`\`\`
aws schemas put-code-binding --registry-name "$registry" --schema-name "$schema" --language TypeScript3
aws schemas get-code-binding-source --registry-name "$registry" --schema-name "$schema" --language TypeScript3 bindings.zip
\`\`\`

A deployment that changes a schema adds a version to it, and one that does not adds none. A detail may get further members in a minor version of this project: read it so that you ignore those that you do not know. Members are removed or get another meaning only in a major version ([releasing](../releasing.md)).

The registry costs nothing. It is left out if the home Region has no schema registries (\`lib/constructs/schema-regions.ts\` lists those that have): use the files then. Do not put schemas of your own into it, because CloudFormation cannot delete a registry that is not empty. AWS documents that it deletes schemas that were inactive for two years. \`cdk deploy\` does not notice that: create the schema again from its file (\`aws schemas create-schema\`).`;

const rules = `## Rules on them

[examples/notifications](../../examples/notifications/README.md) mails the customer whose source expires, has expired, fails or was deleted. This rule mails what a customer should act on to yourself:

\`\`\`
aws sns create-topic --name source-alerts
aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:source-alerts --protocol email --notification-endpoint support@example.com
aws events put-rule --name source-alerts --event-pattern '{
  "source": ["<partner name>"],
  "detail-type": ["Partner Event Source Failing", "Partner Event Source Expiring", "Partner Event Source Deactivated", "Partner Event Source Expired"]
}'
aws events put-targets --rule source-alerts --targets '[{
  "Id": "mail",
  "Arn": "arn:aws:sns:us-east-1:123456789012:source-alerts",
  "InputTransformer": {
    "InputPathsMap": {"type": "$.detail-type", "tenant": "$.detail.tenant", "source": "$.detail.sourceName", "reason": "$.detail.reason"},
    "InputTemplate": "\\"<type>, tenant <tenant>: <source>: <reason>\\""
  }
}]'
\`\`\`

The topic's policy must allow \`events.amazonaws.com\` to publish.`;

/** `docs/notifications/README.md`, not laid out yet. */
export function notificationPage(): string {
  return [intro, typesTable(), '## Details', membersTable(), copies, registry, rules].join('\n\n');
}

function typesTable(): string {
  return markdown(
    ['Detail type', 'Meaning', 'Schema'],
    notificationTypes.map((type) => {
      const file = `${bindingName(type)}.json`;
      return [`\`${type}\``, notificationMeanings[type], `[${file}](${file})`];
    }),
  );
}

function membersTable(): string {
  const members = new Map(
    notificationTypes.flatMap((type) => {
      const { required, properties } = notificationSchema(type);
      return Object.entries(properties).map(([name, { description, type: kind }]) => {
        const presence = required.includes(name) ? 'always' : 'if known';
        return [
          name,
          [`\`${name}\``, kind, presenceOf(name, type) ?? presence, description],
        ] as const;
      });
    }),
  );
  return markdown(['Member', 'Type', 'Present', 'Meaning'], [...members.values()]);
}

/** The detail type that alone has a member. */
function presenceOf(name: string, type: string): string | undefined {
  const having = notificationTypes.filter((one) => name in notificationSchema(one).properties);
  return having.length === 1 ? `in \`${type}\`` : undefined;
}

function markdown(head: readonly string[], body: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...body];
  return lines.map((cells) => `| ${cells.join(' | ').replaceAll('<', '\\<')} |`).join('\n');
}
