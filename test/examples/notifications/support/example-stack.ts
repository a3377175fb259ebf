import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import { CustomerMails } from '../../../../examples/notifications/customer-mails.ts';

/**
 * The template of the example, for the partner of local mode; its function is not bundled, and CDK does not
 * validate it: that is done where the example's app is run.
 */
export function exampleTemplate(overrides: object = {}): Template {
  const context = { [BUNDLING_STACKS]: [] };
  const app = new App({ context, builtinCloudFormationValidation: false });
  const stack = new CustomerMails(app, 'Mails', {
    env: { account: '111122223333', region: 'us-east-1' },
    partnerName: 'vendor.example.test',
    vendorName: 'Vendor',
    pageUrl: 'https://vendor.example/events',
    from: 'events@vendor.example',
    supportAddress: 'support@vendor.example',
    addressesTable: 'customers',
    ...overrides,
  });
  return Template.fromStack(stack);
}

/** What EventBridge makes of an event for the function: the template, and the path of each name in it. */
export interface Transformer {
  readonly InputTemplate: string;
  readonly InputPathsMap: Readonly<Record<string, string>>;
}

/** A rule of the example. */
export interface ExampleRule {
  /** The event pattern as JSON. */
  readonly pattern: string;
  readonly transformer: Transformer;
}

/** The rules of the example, by the last word of the detail type that each is about. */
export function exampleRules(): ReadonlyMap<string, ExampleRule> {
  const resources = Object.values(exampleTemplate().findResources('AWS::Events::Rule'));
  return new Map(
    resources.map(({ Properties: { EventPattern: pattern, Targets: targets } }) => [
      String(pattern['detail-type']).replace('Partner Event Source ', ''),
      { pattern: JSON.stringify(pattern), transformer: targets[0].InputTransformer },
    ]),
  );
}
