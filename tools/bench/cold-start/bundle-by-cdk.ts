import { App, Stack } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { join } from 'node:path';
import cdkJson from '../../../cdk.json' with { type: 'json' };

// Bundles a module (first argument) into an asset in a folder (second) as NodejsFunction does by default;
// with a third argument the AWS SDK goes in. In a process of its own, for what it prints and loads.

const [entry = '', folder = '', withSdk] = process.argv.slice(2);
const project = join(import.meta.dirname, '../../..');
const stack = new Stack(new App({ outdir: folder, context: cdkJson.context }), 'Peer');
const made = new NodejsFunction(stack, 'Function', {
  entry,
  runtime: Runtime.NODEJS_24_X,
  projectRoot: project,
  depsLockFilePath: join(project, 'package-lock.json'),
  bundling: { bundleAwsSDK: withSdk !== undefined },
});
process.stdout.write(made.node.path);
