import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { SectionHeading } from '../parts/headings.ts';
import { LargeEventSteps } from '../parts/large-event-steps.ts';
import { Snippet } from '../parts/snippet.ts';
import { Tabs } from '../parts/tabs.ts';
import { cdkSnippet } from '../snippets/cdk.ts';
import { activateCommand, cliSnippet } from '../snippets/cli.ts';
import { dropDuplicatesSnippet, firstTimeResources } from '../snippets/duplicates.ts';
import { receiverOf } from '../snippets/receiver.ts';
import { terraformSnippet } from '../snippets/terraform.ts';
import { statusOf } from '../text/source-texts.ts';
import { ConsoleSteps } from './console-steps.ts';

/** The next steps of the customer's AWS administrator, with several ways to do them. */
export function NextSteps({ source }: { readonly source: Source }) {
  const status = statusOf(source);
  return html`<section class="card">
    <${SectionHeading} text="Next steps for your AWS administrator" />
    ${
      status === 'deleted'
        ? html`<p>
            None: the source was deleted. Re-create it, and the steps to accept it again are shown
            here.
          </p>`
        : html`<p>${introduction(source)}</p>
            <${SetupOptions} key=${status} source=${source} />
            <${Duplicates} /><${LargeEvents} />`
    }
  </section>`;
}

/** Events come at least once, and again if somebody sends them again. */
function Duplicates() {
  return html`<details>
    <summary>Drop events that come twice</summary>
    <p>
      An event can come more than once, and again in a replay. Its id is in one element of its${' '}
      <code>resources</code>: <code>event/ID</code>, or <code>replay/REPLAY/event/ID</code>. A rule
      whose pattern has <code>${firstTimeResources}</code> leaves replays out.
    </p>
    <${Snippet} label="Consumer (TypeScript)" text=${dropDuplicatesSnippet} />
  </details>`;
}

/** What does not fit an event comes by reference. */
function LargeEvents() {
  return html`<details>
    <summary>Fetch the details of large events</summary>
    <p>
      An event that is too large for EventBridge may come as a stub: its <code>detail</code> has
      only some small members, and <code>payload_url</code>.
    </p>
    <${LargeEventSteps} />
  </details>`;
}

function introduction({ account, region, state }: Source): string {
  return state === 'ACTIVE'
    ? `The source is accepted. In account ${account}, Region ${region}, rules on its event bus send events to targets. Each of these options creates a rule that writes all events to a log group.`
    : `In account ${account}, Region ${region}: accept the source by associating it with an event bus of the same name, then add a rule that sends events to a target. Until the source is accepted, AWS drops its events. Each of these options does both, with a log group as the target.`;
}

function SetupOptions({ source }: { readonly source: Source }) {
  const receiver = receiverOf(source);
  const cli = html`<${Snippet} label="AWS CLI commands" text=${cliSnippet(receiver)} /> ${
      !receiver.hasBus &&
      html`<p>
          If the event bus of an earlier registration still exists, run this instead of the first
          command:
        </p>
        <${Snippet} label="AWS CLI command to activate" text=${`${activateCommand(receiver)}\n`} />`
    }`;
  const tabs = [
    { name: 'AWS console', content: html`<${ConsoleSteps} source=${source} />` },
    { name: 'AWS CLI', content: cli },
    {
      name: 'AWS CDK',
      content: html`<${Snippet} label="CDK app (TypeScript)" text=${cdkSnippet(receiver)} />`,
    },
    {
      name: 'Terraform',
      content: html`<${Snippet}
        label="Terraform configuration"
        text=${terraformSnippet(receiver)}
      />`,
    },
  ];
  return html`<${Tabs} label="Setup options" tabs=${tabs} />`;
}
