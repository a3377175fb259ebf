import { describe, expect, test } from '@jest/globals';
import { releaseOf, type ReleaseInput } from '../../../tools/release/release-of.ts';

const changelog = `# Changelog

## Unreleased

## 1.2.0 - 2026-12-01

### Added

- Something.

## 1.1.0

- Something older.
`;

const aPackage = {
  path: 'package.json',
  version: '1.2.0',
  repositoryUrl: 'git+https://github.com/vendor/fanout.git',
};

const aRelease = (change: Partial<ReleaseInput> = {}): ReleaseInput => ({
  tag: 'v1.2.0',
  packages: [aPackage, { ...aPackage, path: 'emulator/package.json' }],
  changelog,
  repository: 'vendor/fanout',
  ...change,
});

const problemsOf = (change: Partial<ReleaseInput>) => {
  const release = releaseOf(aRelease(change));
  return release.kind === 'problems' ? release.problems : [];
};

test('a release has its version, npm’s tag, and the changelog’s section as its notes', () => {
  expect(releaseOf(aRelease())).toEqual({
    kind: 'release',
    version: '1.2.0',
    npmTag: 'latest',
    notes: '### Added\n\n- Something.',
  });
});

test.each(['1.2.0-rc.1', '1.2.0-0', '1.2.0-alpha-x.7'])(
  'a version before a release, %s, is not what npm installs by itself',
  (version) => {
    const packages = [{ ...aPackage, version }];
    const ofVersion = changelog.replace('1.2.0 -', `${version} -`);

    expect(
      releaseOf(aRelease({ tag: `v${version}`, packages, changelog: ofVersion })),
    ).toMatchObject({ kind: 'release', version, npmTag: 'next' });
  },
);

test.each(['1.2.0', 'v1.2', 'v1.2.0+build', 'v01.2.0', 'v1.2.0-', 'v1.2.0-rc..1', 'release', ''])(
  'the tag %j is no version',
  (tag) => {
    expect(problemsOf({ tag })).toEqual([expect.stringContaining('is no version')]);
  },
);

test.each([
  'git+https://github.com/vendor/fanout.git',
  'https://github.com/vendor/fanout',
  'https://github.com/Vendor/Fanout.git',
])('the repository %s is that of the workflow', (repositoryUrl) => {
  expect(problemsOf({ packages: [{ ...aPackage, repositoryUrl }] })).toEqual([]);
});

test('lines may end as on Windows', () => {
  expect(problemsOf({ changelog: changelog.replaceAll('\n', '\r\n') })).toEqual([]);
});

describe('it cannot be released', () => {
  test.each([
    ['with another version', { version: '1.1.0' }, 'has the version 1.1.0, and the tag 1.2.0'],
    ['without a version', { version: undefined }, 'has the version undefined'],
    ['private', { private: true }, 'is private'],
    ['of no repository', { repositoryUrl: undefined }, 'must name this repository'],
    [
      'of another repository',
      { repositoryUrl: 'https://github.com/other/fanout' },
      'must name this repository in repository.url: git.https://github.com/vendor/fanout.git',
    ],
  ])('with a package %s', (_, change, problem) => {
    const packages = [aPackage, { ...aPackage, path: 'emulator/package.json', ...change }];

    expect(problemsOf({ packages })).toEqual([
      expect.stringMatching(new RegExp(`^emulator/package.json .*${problem}`)),
    ]);
  });

  test.each([
    ['has no heading of it', changelog.replace('1.2.0', '1.2.1'), 'needs the heading "## 1.2.0 - '],
    ['has no date of it', changelog.replace(' - 2026-12-01', ''), 'needs the heading "## 1.2.0 - '],
    ['says nothing of it', changelog.replace(/### Added\n\n- Something\.\n/, ''), 'says nothing'],
    ['has no Unreleased', changelog.replace('## Unreleased', ''), 'heading "## Unreleased"'],
    [
      'says nothing of it below its headings',
      changelog.replace('- Something.\n', ''),
      'says nothing of 1.2.0',
    ],
    ['has a day that there is not', changelog.replace('12-01', '02-30'), 'must have a date'],
    [
      'has something unreleased after a star',
      changelog.replace('## 1.2.0', '* Else.\n\n## 1.2.0'),
      'be moved',
    ],
    ['has something unreleased', changelog.replace('## 1.2.0', '- Else.\n\n## 1.2.0'), 'be moved'],
    [
      'has another version with other signs',
      changelog.replace('1.2.0', '1x2x0'),
      'needs the heading',
    ],
  ])('while the changelog %s', (_, wrong, problem) => {
    expect(problemsOf({ changelog: wrong })).toEqual([expect.stringContaining(problem)]);
  });

  test('without a changelog', () => {
    expect(problemsOf({ changelog: undefined })).toEqual(['there is no CHANGELOG.md']);
  });

  test('and all reasons are given at once', () => {
    const packages = [{ ...aPackage, version: '1.1.0', private: true }];

    expect(problemsOf({ packages, changelog: '' })).toHaveLength(4);
  });
});
