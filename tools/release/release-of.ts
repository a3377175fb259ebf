/** What a package.json says of a package's release. */
export interface ReleasedPackage {
  /** Where it is, for people: `package.json`. */
  readonly path: string;
  readonly version?: string | undefined;
  /** npm refuses to publish a private package. */
  readonly private?: boolean | undefined;
  /** The URL of its repository: npm refuses a provenance from another one. */
  readonly repositoryUrl?: string | undefined;
}

/** What a release is made from. */
export interface ReleaseInput {
  /** The tag's name. */
  readonly tag: string;
  readonly packages: readonly ReleasedPackage[];
  /** Undefined without a CHANGELOG.md. */
  readonly changelog: string | undefined;
  /** The repository in which the workflow runs: `owner/name`. */
  readonly repository: string;
}

/** What a release publishes, or everything that stops it. */
export type Release =
  | {
      readonly kind: 'release';
      readonly version: string;
      /** `latest`, or `next` for a version before a release: `npm install` does not choose that by itself. */
      readonly npmTag: 'latest' | 'next';
      /** The changelog's section, without its heading. */
      readonly notes: string;
    }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

// semver.org, without build metadata: npm drops those.
const number = '(?:0|[1-9]\\d*)';
const preRelease = `(?:${number}|\\d*[a-zA-Z-][0-9a-zA-Z-]*)`;
const versionTag = new RegExp(
  `^v(${number}\\.${number}\\.${number}(-${preRelease}(?:\\.${preRelease})*)?)$`,
);

/** Checks that a tag, the packages and the changelog agree, and works out what to publish. */
export function releaseOf({ tag, packages, changelog, repository }: ReleaseInput): Release {
  const [, version, suffix] = versionTag.exec(tag) ?? [];
  if (version === undefined) {
    const problem = `the tag ${tag} is no version: it must be like v1.2.3 or v1.2.3-rc.1`;
    return { kind: 'problems', problems: [problem] };
  }
  const section = sectionOf(changelog ?? '', `${version} - \\d{4}-\\d{2}-\\d{2}`);
  const problems = [
    ...packages.flatMap((one) => problemsOf(one, version, repository)),
    ...changelogProblems(changelog, version, section),
  ];
  if (problems.length > 0 || section === undefined) return { kind: 'problems', problems };
  const npmTag = suffix === undefined ? 'latest' : 'next';
  return { kind: 'release', version, npmTag, notes: section.text };
}

function problemsOf(
  { path, version, private: isPrivate, repositoryUrl }: ReleasedPackage,
  wanted: string,
  repository: string,
): readonly string[] {
  return [
    ...(version === wanted ? [] : [`${path} has the version ${version}, and the tag ${wanted}`]),
    ...(isPrivate === true ? [`${path} is private: npm would refuse to publish it`] : []),
    ...(isOf(repositoryUrl, repository)
      ? []
      : [
          `${path} must name this repository in repository.url: git+https://github.com/${repository}.git`,
        ]),
  ];
}

function isOf(url: string | undefined, repository: string): boolean {
  const [, found] = /^(?:git\+)?https:\/\/github\.com\/(.+?)(?:\.git)?$/.exec(url ?? '') ?? [];
  return found?.toLowerCase() === repository.toLowerCase();
}

function changelogProblems(
  changelog: string | undefined,
  version: string,
  section: Section | undefined,
): readonly string[] {
  if (changelog === undefined) return ['there is no CHANGELOG.md'];
  const unreleased = sectionOf(changelog, 'Unreleased');
  return [
    ...(section === undefined
      ? [`CHANGELOG.md needs the heading "## ${version} - <date>", such as 2026-12-01`]
      : sectionProblems(version, section)),
    ...(unreleased === undefined ? ['CHANGELOG.md needs the heading "## Unreleased"'] : []),
    ...(unreleased !== undefined && saysSomething(unreleased)
      ? [`what CHANGELOG.md has under Unreleased must be moved to ${version}`]
      : []),
  ];
}

function sectionProblems(version: string, section: Section): readonly string[] {
  const { heading } = section;
  return [
    ...(saysSomething(section) ? [] : [`CHANGELOG.md says nothing of ${version}`]),
    ...(isDay(heading.slice(-'2026-12-01'.length))
      ? []
      : [`CHANGELOG.md: "${heading}" must have a date such as 2026-12-01`]),
  ];
}

/** Whether there is more than headings. */
function saysSomething({ text }: Section): boolean {
  return text.split('\n').some((line) => line.trim() !== '' && !line.startsWith('#'));
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  // A day that a month does not have is one of the next month.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

interface Section {
  readonly heading: string;
  /** What is under it, up to the next heading of the second level. */
  readonly text: string;
}

/** The section with a heading of the second level. */
function sectionOf(markdown: string, heading: string): Section | undefined {
  const lines = markdown.split(/\r?\n/);
  const isHeading = new RegExp(`^## ${heading.replaceAll('.', '\\.')}$`);
  const at = lines.findIndex((line) => isHeading.test(line));
  if (at === -1) return undefined;
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.startsWith('## '));
  const text = rest.slice(0, end === -1 ? undefined : end).join('\n');
  return { heading: lines[at] ?? '', text: text.trim() };
}
