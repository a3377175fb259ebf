import { createRequire } from 'node:module';
import type { Faults } from './input/faults.ts';
import type { Line } from '../terminal/lines.ts';
import type { SourceInput } from './input/sources.ts';

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
];

/** The faults of EventBridge in the demonstration. */
export const demonstrationFaults: Faults = { throttlingRate: 0.1, seed: 1 };

/** GitHub's sample webhook payloads as domain events, each the body of one message. */
export async function* demonstrationEvents(): AsyncGenerator<Line> {
  const webhooks: readonly Webhook[] = createRequire(import.meta.url)('@octokit/webhooks-examples');
  let number = 0;
  for (const { name, examples: payloads } of webhooks) {
    for (const payload of payloads) {
      number += 1;
      yield { number, text: JSON.stringify(domainEventOf(name, payload, number)) };
    }
  }
}

interface Webhook {
  readonly name: string;
  readonly examples: readonly Payload[];
}

/** The parts of a webhook payload that a domain event is made from. */
interface Payload {
  readonly action?: string;
  readonly repository?: { readonly full_name?: string };
  readonly organization?: { readonly login?: string };
  readonly sender?: { readonly login?: string };
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
