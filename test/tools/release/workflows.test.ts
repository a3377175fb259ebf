import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, '.github/workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: object;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
// YAML 1.2, and an error for a key that is there twice.
const read = (name: string): Workflow => parse(textOf(name));
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe.each(readdirSync(folder))('the workflow %s', (name) => {
  const workflow = read(name);

  test('may by default only read', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  test('leaves no credentials behind after a checkout', () => {
    const checkouts = stepsOf(workflow).filter(({ uses = '' }) =>
      uses.startsWith('actions/checkout@'),
    );

    expect(checkouts).not.toEqual([]);
    for (const checkout of checkouts) {
      expect(checkout.with).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('runs scripts that there are', () => {
    const started = [...textOf(name).matchAll(/npm run (\S+)/g)].map(([, script]) => script);

    expect(started.filter((script) => !Object.hasOwn(scripts, script!))).toEqual([]);
  });

  test('puts nothing into a shell but by a variable', () => {
    const commands = stepsOf(workflow).flatMap(({ run }) => run ?? []);

    expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
  });
});

function commandsOf(job: Job | undefined): string {
  return (job?.steps ?? []).map(({ run = '' }) => run).join('\n');
}

describe('the release', () => {
  const workflow = read('release.yml');
  const { build, npm, github, pages } = workflow.jobs;

  test('begins with a tag of a version', () => {
    expect(workflow.on).toEqual({ push: { tags: ['v*'] } });
  });

  test('is checked, then tested, then packed', () => {
    expect((build?.steps ?? []).flatMap(({ run }) => run ?? [])).toEqual([
      'npm ci',
      'npm run release:check -- "$GITHUB_REF_NAME"',
      '.ci/run',
      'npm run release:pack',
    ]);
  });

  test('goes to npm before anything else, and only what was built', () => {
    expect([build?.needs, npm?.needs, github?.needs, pages?.needs]).toEqual([
      undefined,
      'build',
      'npm',
      'npm',
    ]);
  });

  test('gives each job only what it needs', () => {
    expect(
      Object.entries(workflow.jobs).map(([name, { permissions }]) => [name, permissions]),
    ).toEqual([
      ['build', undefined],
      ['npm', { contents: 'read', 'id-token': 'write' }],
      ['github', { contents: 'write' }],
      ['pages', { pages: 'write', 'id-token': 'write' }],
    ]);
  });

  test('is published with its provenance, for everybody, and without a token', () => {
    expect(commandsOf(npm)).toMatch(
      /npm publish "\.\/\$tarball" --ignore-scripts --provenance --access public --tag /,
    );
    expect(textOf('release.yml')).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
  });

  test('runs no code of the repository or of a dependency where it may publish', () => {
    for (const job of [npm, github, pages]) {
      expect(commandsOf(job)).not.toMatch(/npm (ci|install|run|exec)|npx|node |\.ci/);
      expect(job?.steps.some(({ uses = '' }) => uses.startsWith('actions/checkout@'))).toBe(false);
    }
  });

  test('uses actions by their commits', () => {
    const lines = textOf('release.yml').match(/uses: .*/g) ?? [];

    expect(lines).toHaveLength(stepsOf(workflow).filter(({ uses }) => uses !== undefined).length);
    for (const line of lines) {
      expect(line).toMatch(/^uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test('uses each action in one version', () => {
    const used = stepsOf(workflow).flatMap(({ uses }) => uses ?? []);
    const names = new Set(used.map((one) => one.split('@')[0]));

    expect(new Set(used).size).toBe(names.size);
  });
});

describe('the packages', () => {
  test('are of one repository, from which npmjs.com takes what their READMEs link to', () => {
    const [{ repository }, emulator] = ['package.json', 'emulator/package.json'].map((path) =>
      JSON.parse(readFileSync(join(root, path), 'utf8')),
    );

    expect(emulator.repository).toEqual({ ...repository, directory: 'emulator' });
  });

  test.each(['package.json', 'emulator/package.json'])(
    '%s is published as the workflow does',
    (path) => {
      const { publishConfig } = JSON.parse(readFileSync(join(root, path), 'utf8'));

      expect(publishConfig).toEqual({ access: 'public', provenance: true });
    },
  );
});
