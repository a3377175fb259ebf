import { html } from 'htm/preact';
import type { Source } from '../api/schemas.ts';
import { SectionHeading } from '../parts/headings.ts';
import { Snippet } from '../parts/snippet.ts';
import { Tabs } from '../parts/tabs.ts';
import { cdkSnippet } from '../snippets/cdk.ts';
import { activateCommand, cliSnippet } from '../snippets/cli.ts';
import { receiverOf } from '../snippets/receiver.ts';
import { terraformSnippet } from '../snippets/terraform.ts';
import { statusOf } from '../text/source-texts.ts';
import { ConsoleSteps } from './console-steps.ts';

/** What the administrator of the customer's AWS account does next, by the means of their choice. */
export function NextSteps({ source }: { readonly source: Source }) {
  const status = statusOf(source);
  return html`<section class="card">
    <${SectionHeading} text="What your AWS administrator does next" />
    ${
      status === 'gone'
        ? html`<p>
            Nothing yet: the source is gone, and only you can bring it back. Re-create it here; then
            the steps to accept it again are shown in this place.
          </p>`
        : html`<p>${introduction(source)}</p>
            <${Ways} key=${status} source=${source} />`
    }
  </section>`;
}

function introduction({ account, region, state }: Source): string {
  return state === 'ACTIVE'
    ? `The source is accepted. In account ${account}, Region ${region}, rules on its event bus lead events to their targets. Each of these ways makes a rule that writes all of them to a log.`
    : `In account ${account}, Region ${region}: accept the source by associating it with an event bus of the same name, then add a rule that leads events to a target. Until the source is accepted, AWS drops its events. Each of these ways does all of it, with a log as target.`;
}

function Ways({ source }: { readonly source: Source }) {
  const receiver = receiverOf(source);
  const cli = html`<${Snippet} label="AWS CLI commands" text=${cliSnippet(receiver)} /> ${
      !receiver.hasBus &&
      html`<p>
          If the event bus of an earlier registration is still there, this takes the place of the
          first command:
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
  return html`<${Tabs} label="Ways to set it up" tabs=${tabs} />`;
}
