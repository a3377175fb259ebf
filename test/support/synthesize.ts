import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FanoutStack, type FanoutStackProps } from '../../lib/fanout-stack.ts';

/** The template of the stack of one Region, with the feature flags that the app is deployed with. */
export function synthesizeFanoutStack(props: Partial<FanoutStackProps> = {}): Template {
  const app = new App({ context: featureFlags() });
  return Template.fromStack(
    new FanoutStack(app, 'Fanout', { partnerName: 'vendor.example.test', ...props }),
  );
}

/** The feature flags that the app is deployed with. */
export function featureFlags(): Record<string, unknown> {
  const settings = readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8');
  return JSON.parse(settings).context;
}

/** A template without what changes with each build of the bundles. */
export function withoutAssetHashes(template: Template): unknown {
  const text = JSON.stringify(template.toJSON()).replaceAll(/[0-9a-f]{64}/g, 'ASSET_HASH');
  return JSON.parse(text);
}
