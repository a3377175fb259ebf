import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { CopyButton, Snippet } from '../parts/snippet.ts';
import { sourcePrefix } from '../snippets/receiver.ts';
import { logGroupName, type Target } from '../snippets/target.ts';
import { httpsUrl } from '../text/https-url.ts';

/** The steps in the AWS console. */
export function ConsoleSteps({
  source,
  target,
}: {
  readonly source: Source;
  readonly target: Target;
}) {
  const pattern = JSON.stringify({ source: [{ prefix: sourcePrefix(source.name) }] }, undefined, 2);
  return html`<ol class="steps">
      ${source.state === 'ACTIVE' ? null : acceptSteps(source)}
      <li>
        Under <strong>Rules</strong>, choose the event bus <span class="name">${source.name}</span>,
        then <strong>Create rule</strong>, with this event pattern:
      </li>
      <li>
        Choose the target: ${targetStep(source, target)} The console adds the permission that it
        needs. Create the rule.
      </li>
    </ol>
    <${Snippet} label="Event pattern" text=${`${pattern}\n`} />`;
}

function targetStep({ name }: Source, target: Target) {
  if (target === 'log') {
    return html`the CloudWatch log group <span class="name">${logGroupName(name)}</span>.`;
  }
  return `${target === 'queue' ? 'an SQS queue' : 'a Lambda function'}, and a dead-letter queue for what EventBridge cannot deliver.`;
}

function acceptSteps({ account, region, name, consoleUrl }: Source) {
  const url = httpsUrl(consoleUrl);
  const page = 'Partner event sources';
  return html`<li>
      Sign in to account ${account} and open${' '}
      ${
        url === undefined
          ? html`<strong>Amazon EventBridge, ${page}</strong>`
          : html`<a href=${url} target="_blank" rel="noopener noreferrer"
              >Amazon EventBridge, ${page}<span class="visually-hidden">
                (opens in a new tab)</span
              ></a
            >`
      }${' '}
      in the Region ${region}.
    </li>
    <li>
      Choose <span class="name">${name}</span> <${CopyButton} text=${name} what="the source name" />
    </li>
    <li>
      Choose <strong>Associate with event bus</strong>, leave the permissions as they are, and
      choose <strong>Associate</strong>. This page shows the source as active within seconds.
    </li>`;
}
