import type { ExportedCatalog, ExportedFile } from '../exported-catalog.ts';
import { templateLimits } from './registry-templates.ts';

/** A shell script for customers, which deploys the templates beside it. */
export function deployScript(
  { partnerName }: Pick<ExportedCatalog, 'partnerName'>,
  templates: readonly ExportedFile[],
): string {
  // A stack's name begins with a letter, and has at most 128 characters.
  const name = partnerName.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^(?=[^A-Za-z])/, 'partner-');
  const stack = `${name.slice(0, 100)}-event-schemas`;
  const isLarge = templates.some(
    ({ text }) => Buffer.byteLength(text) > templateLimits.directBytes,
  );
  const bucket = isLarge
    ? `# CloudFormation takes templates of over ${templateLimits.directBytes} bytes from a bucket alone.
: "\${1:?usage: deploy.sh BUCKET, an S3 bucket of your account in the same Region}"
`
    : '';
  const deployments = templates.map(
    ({ path }, index) =>
      `aws cloudformation deploy --template-file ${path} --stack-name "${stack}-${index + 1}" --no-fail-on-empty-changeset${isLarge ? ' --s3-bucket "$1"' : ''}\n`,
  );
  return `#!/bin/sh
# Creates the schemas of the events of ${partnerName} in the EventBridge schema registry of your account, in the
# Region of your AWS CLI. Run it again to update them.
set -eu
cd "$(dirname "$0")"
${bucket}${deployments.join('')}`;
}
