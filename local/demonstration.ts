import type { Faults } from './input/faults.ts';
import type { Line } from '../terminal/lines.ts';
import { sourceName } from '../lambdas/domain/source-name.ts';
import type { SourceInput } from './input/sources.ts';
import { partnerName } from './partner.ts';
import { readWebhooks, type Payload } from './webhooks.ts';

/** The demonstration's customers, over repositories of GitHub's sample payloads. */
export const demonstrationSources: readonly SourceInput[] = [
  {
    generator: 'Codertocat/Hello-World',
    account: '111111111111',
    region: 'us-east-1',
    bus: 'active',
  },
  {
    generator: 'Codertocat/Hello-World',
    account: '111111111111',
    region: 'eu-west-1',
    bus: 'active',
  },
  {
    generator: 'Codertocat/Hello-World',
    account: '222222222222',
    region: 'eu-west-1',
    bus: 'active',
  },
  {
    generator: 'Codertocat/Hello-World',
    account: '333333333333',
    region: 'us-east-1',
    bus: 'active',
    detailTypes: ['push', 'issues.opened', 'pull_request.opened'],
  },
  {
    generator: 'Octocoders/Hello-World',
    account: '444444444444',
    region: 'us-east-1',
    bus: 'active',
  },
  {
    generator: 'Octocoders/Hello-World',
    account: '555555555555',
    region: 'us-east-1',
    bus: 'gone',
  },
  { generator: 'octo-org/octo-repo', account: '666666666666', region: 'eu-west-1', bus: 'pending' },
  {
    generator: 'Codertocat/hello-world-npm',
    account: '777777777777',
    region: 'us-east-1',
    bus: 'active',
  },
];

const refused = sourceName(partnerName, 'Codertocat/hello-world-npm', '777777777777');

/** The faults of EventBridge in the demonstration. Until it is over, one customer's events are refused. */
export const demonstrationFaults: Faults = {
  throttlingRate: 0.1,
  seed: 1,
  sourceErrors: [
    { source: refused, errorCode: 'MalformedDetail', errorMessage: 'refused by the demonstration' },
  ],
};

/** What there is to see in the page after the demonstration. */
export const demonstrationHints = `In the page:
  Tenant octo-org      The source of customer 666666666666 (eu-west-1) has missed 18 events: nobody has
                       accepted it. Associate it with an event bus, then send them again.
  Tenant Codertocat    The Deliveries of the source of customer 777777777777 (us-east-1) have 3 failed
                       events. Open one, and send it again.
  Tenant Octocoders    The source of customer 555555555555 (us-east-1) is deleted, and 17 events are held
                       for it. Re-create it, accept it, and it gets them.
`;

/** GitHub's sample webhook payloads as domain events, each the body of one message. */
export async function* demonstrationEvents(): AsyncGenerator<Line> {
  let number = 0;
  for (const { name, examples: payloads } of readWebhooks()) {
    for (const payload of payloads) {
      number += 1;
      yield { number, text: JSON.stringify(domainEventOf(name, payload, number)) };
    }
  }
}

function domainEventOf(webhook: string, payload: Payload, number: number) {
  const { action, repository, organization, sender } = payload;
  const owner = organization?.login ?? sender?.login ?? 'github';
  return {
    id: `github-${number}`,
    // A payload without a repository is about something else that its owner has.
    generator: repository?.full_name ?? `${owner}/${webhook}`,
    detailType: action === undefined ? webhook : `${webhook}.${action}`,
    detail: payload,
  };
}
