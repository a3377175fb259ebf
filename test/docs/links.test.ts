import { describe, expect, test } from '@jest/globals';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');
const notTheProject = new Set(['.git', 'node_modules', 'cdk.out', 'dist', 'coverage', 'reports']);
const folders = readdirSync(root, { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && !notTheProject.has(entry.name),
);
const topLevelFolders = new Set(folders.map(({ name }) => name));

/** Every file and folder of the project, relative to its root. */
const projectPaths = [
  ...readdirSync(root).filter((name) => !notTheProject.has(name)),
  ...folders.flatMap(({ name }) =>
    readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(name, path),
    ),
  ),
];

/** Pages for people. The changelog is left out: it also names what no longer exists. */
const pages = [
  ...globSync('*.md', { cwd: root, exclude: ['CHANGELOG.md'] }),
  ...globSync(['docs/**/*.md', '*/README.md', 'examples/*/README.md'], {
    cwd: root,
    exclude: (path) => notTheProject.has(path),
  }),
].toSorted();

const scripts = new Set(
  Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts),
);

const pageText = (page: string) => readFileSync(join(root, page), 'utf8');
const withoutCode = (text: string) => text.replaceAll(/^```.*?^```$/gms, '');

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = withoutCode(pageText(page)).matchAll(/^#+ (.+)$/gm);
  return new Set(
    Array.from(headings, ([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** The destinations of a page's links and images that are not on the web. */
function relativeLinks(text: string): readonly string[] {
  const inline = withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g);
  const definitions = withoutCode(text).matchAll(/^\[[^\]]+\]: (\S+)$/gm);
  const all = Array.from([...inline, ...definitions], ([, destination = '']) => destination);
  return all.filter((destination) => !/^[a-z]+:/.test(destination));
}

/** Whether a link from a page leads to a file or folder, and to a heading where it names one. */
function leadsSomewhere(page: string, destination: string): boolean {
  const [path = '', anchor] = destination.split('#');
  const target = path === '' ? page : relative(root, join(root, dirname(page), path));
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsOf(target).has(anchor);
}

/** Text in backticks that looks like a file or folder of this project; `{a,b}` and `*` are allowed. */
function namedPaths(text: string): readonly string[] {
  const inBackticks = Array.from(
    withoutCode(text).matchAll(/`([^`\s]+)`/g),
    ([, name = '']) => name,
  );
  return inBackticks.filter((name) => {
    if (!/^[\w.@{},*-]+(?:\/[\w.@{},*-]*)*$/.test(name) || name.includes('NAME')) return false;
    const [first = ''] = name.split('/');
    const isFile = /[\w*}]\.(?:ts|js|json|md|yaml|html|svg|png)$/.test(name);
    return isFile || (name.includes('/') && topLevelFolders.has(first));
  });
}

/** Whether a path exists, written from the root or, like `domain/pack.ts`, from a folder that is clear from the text. */
function exists(name: string): boolean {
  const path = name.replace(/\/$/, '');
  return projectPaths.some(
    (one) => one === path || one.endsWith(`/${path}`) || matchesGlob(one, path),
  );
}

describe.each(pages)('%s', (page) => {
  const text = pageText(page);

  test('links only to pages and headings that exist', () => {
    expect(relativeLinks(text).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  test('names only files and folders that exist', () => {
    expect(namedPaths(text).filter((name) => !exists(name))).toEqual([]);
  });

  test('names only npm scripts that exist', () => {
    const named = Array.from(text.matchAll(/npm run ([a-z][\w:-]*)/g), ([, name = '']) => name);

    expect(named.filter((name) => !scripts.has(name))).toEqual([]);
  });
});

test('the pages are those of the project', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/runbook.md', 'lib/README.md']));
  expect(pages.some((page) => page.startsWith('node_modules'))).toBe(false);
});
