import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { releaseOf, type ReleasedPackage } from './release-of.ts';

// Checks that a tag can be released, and writes what the release workflow needs of it: the release's notes
// and the tag of npm.
//
// GITHUB_REPOSITORY=owner/name node tools/release/check-release.ts TAG [FOLDER]
const [tag, root = join(import.meta.dirname, '../..')] = process.argv.slice(2);
const { GITHUB_REPOSITORY: repository } = process.env;
if (tag === undefined || repository === undefined) {
  throw new Error('give the tag, and the repository in GITHUB_REPOSITORY');
}

const packageSchema = v.object({
  version: v.optional(v.string()),
  private: v.optional(v.boolean()),
  repository: v.optional(v.object({ url: v.string() })),
});

async function readPackage(path: string): Promise<ReleasedPackage> {
  const text = await readFile(join(root, path), 'utf8');
  const { repository: ofPackage, ...fields } = v.parse(packageSchema, JSON.parse(text));
  return { path, ...fields, repositoryUrl: ofPackage?.url };
}

const changelog = join(root, 'CHANGELOG.md');
const release = releaseOf({
  tag,
  repository,
  packages: await Promise.all(['package.json', 'emulator/package.json'].map(readPackage)),
  changelog: existsSync(changelog) ? await readFile(changelog, 'utf8') : undefined,
});
if (release.kind === 'problems') {
  process.stderr.write(`${tag} cannot be released:\n- ${release.problems.join('\n- ')}\n`);
  process.exitCode = 1;
} else {
  const folder = join(root, 'dist/release');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'notes.md'), `${release.notes}\n`);
  await writeFile(join(folder, 'npm-tag'), `${release.npmTag}\n`);
  process.stdout.write(`${release.version} can be released, as ${release.npmTag}\n`);
}
