import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Bundles a module as aws-cdk-lib's NodejsFunction does, with its own code, and returns the `index.js` of
 * the asset that `cdk deploy` would upload.
 *
 * @param entry a module that exports `handler`
 * @param folder is made; outside of any package, whose `type` would make another module of it
 * @param withSdk whether the AWS SDK goes in; by default it is left to Lambda's runtime
 */
export async function bundleByNodejsFunction(
  entry: string,
  folder: string,
  { withSdk }: { readonly withSdk: boolean },
): Promise<string> {
  const program = join(import.meta.dirname, 'bundle-by-cdk.ts');
  const args = [program, entry, folder, ...(withSdk ? ['with-sdk'] : [])];
  await promisify(execFile)(process.execPath, args);
  const [file] = globSync(join(folder, 'asset.*/index.js'));
  if (file === undefined) throw new Error(`NodejsFunction made no bundle of ${entry}`);
  return file;
}
