import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProducer, bundlePrograms } from './bundle-entries.ts';
import { keepReachable } from './declarations.ts';
import { licencesOf, packagesIn } from './licences.ts';
import { makeParts } from './make-parts.ts';

/** Builds the package into `dist/package`: the producer, the stacks and the command line, with all that they read. */
const root = join(import.meta.dirname, '../..');
const folder = join(root, 'dist/package');

rmSync(folder, { recursive: true, force: true });
const metafiles = [
  await bundleProducer(root, folder),
  ...(await bundlePrograms(root, folder)),
  ...(await makeParts(root, folder)),
];
chmodSync(join(folder, 'fanout/main.js'), 0o755);
const packages = new Set([
  ...metafiles.flatMap(packagesIn),
  // The demonstration's payloads and schemas are of it.
  'node_modules/@octokit/webhooks-examples',
]);
writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licencesOf(root, packages));
for (const [project, entry] of [
  ['producer', 'producer/index.d.ts'],
  ['lib', 'lib/index.d.ts'],
] as const) {
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(root, project)], {
    stdio: 'inherit',
  });
  keepReachable(join(folder, project === 'lib' ? 'cdk' : project, 'types'), entry);
}
