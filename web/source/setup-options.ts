import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Source } from '../api/source.ts';
import { Snippet } from '../parts/snippet.ts';
import { Tabs } from '../parts/tabs.ts';
import { cdkSnippet } from '../snippets/cdk.ts';
import { cliSnippet } from '../snippets/cli.ts';
import { cloudFormationSnippet } from '../snippets/cloud-formation.ts';
import { receiverOf } from '../snippets/receiver.ts';
import type { Target } from '../snippets/target.ts';
import { terraformSnippet } from '../snippets/terraform.ts';
import { ConsoleSteps } from './console-steps.ts';
import type { Way } from './earlier-bus-texts.ts';
import { EarlierBus } from './earlier-bus.ts';

/** The properties of the options. */
interface SetupOptionsProps {
  readonly source: Source;
  readonly target: Target;
}

/** The ways to set up the customer's side, each complete. */
export function SetupOptions({ source, target }: SetupOptionsProps) {
  const receiver = receiverOf(source);
  const snippet = (label: string, text: string) =>
    html`<${Snippet} key=${target} label=${label} text=${text} />`;
  const tab = (name: string, way: Way, content: ComponentChildren) => ({
    name,
    content: html`${content}<${EarlierBus} source=${source} way=${way} />`,
  });
  const tabs = [
    tab('AWS console', 'console', html`<${ConsoleSteps} source=${source} target=${target} />`),
    tab('AWS CLI', 'cli', snippet('AWS CLI commands', cliSnippet(receiver, target))),
    tab('AWS CDK', 'cdk', snippet('CDK app (TypeScript)', cdkSnippet(receiver, target))),
    tab(
      'CloudFormation',
      'cloudFormation',
      snippet('CloudFormation template', cloudFormationSnippet(receiver, target)),
    ),
    tab(
      'Terraform',
      'terraform',
      snippet('Terraform configuration', terraformSnippet(receiver, target)),
    ),
  ];
  return html`<${Tabs} label="Setup options" tabs=${tabs} />`;
}
