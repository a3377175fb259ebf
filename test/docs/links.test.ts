import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, relative } from 'node:path';
import { localHelp } from '../../local/options.ts';
import { catalogCommands } from '../../operate/catalog-commands.ts';
import { commands } from '../../operate/commands.ts';
import { partnerKit } from '../../operate/partner-kit/partner-kit.ts';

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

/** Pages for people. Only the links of the changelog are checked: it also names what no longer exists. */
const changelog = 'CHANGELOG.md';
const pages = projectPaths
  .filter((path) => path.endsWith('.md') && !path.includes('node_modules') && path !== changelog)
  .toSorted();

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

const helpTexts = new Map(
  [...commands, partnerKit, ...catalogCommands, { name: 'local', help: localHelp }].map(
    ({ name, help }) => [name, help],
  ),
);

/** The calls of the command line in a text, each with all its words: `fanout send FILE --stage prod`. */
function namedCalls(text: string): readonly string[] {
  const calls = text.matchAll(
    /(?:npm run (?:--silent )?fanout --|npx fanout|`fanout|^ *fanout) ([a-z][^`#|\n]*)/gm,
  );
  const starts = text.matchAll(/npm start -- ([^`#|\n]*)/g);
  return [
    ...Array.from(calls, ([, words = '']) => words.trim()),
    ...Array.from(starts, ([, words = '']) => `local ${words.trim()}`),
  ];
}

/** What is wrong with a call: its command or an option does not exist. */
function problemsOf(call: string): readonly string[] {
  const [group = '', word = ''] = call.split(/\s+/);
  // A group, such as `fanout replays`, has no options of its own.
  const names = [...helpTexts.keys()];
  const isGroup = call === group && names.some((name) => name.startsWith(`${group} `));
  const help = helpTexts.get(`${group} ${word}`) ?? helpTexts.get(group);
  if (help === undefined) return isGroup ? [] : [call];
  const options = call.match(/(?<= )--[a-z][\w-]*/g) ?? [];
  return options.filter((option) => !new RegExp(`${option}\\b`).test(help));
}

/** Every setting of the settings' page, and the objects of a stage's file that have some. */
const settings = new Set(
  Array.from(pageText('docs/settings.md').matchAll(/^\| `([\w.]+)`/gm), ([, key = '']) => key),
);
const isSetting = (name: string) => settings.has(name);
const sections = new Set(Array.from(settings, (key) => key.split('.', 1)[0]));

/** What looks like a setting in a text: `reconcile.drift`. */
function namedSettings(text: string): readonly string[] {
  const dotted = Array.from(text.matchAll(/`(\w+)((?:\.\w+)+)`/g), ([, first = '', rest = '']) => [
    first,
    `${first}${rest}`,
  ]);
  return dotted.flatMap(([first = '', name = '']) =>
    sections.has(first) && !/\.(?:ts|md|json)$/.test(name) ? [name] : [],
  );
}

test('the changelog links only to pages and headings that exist', () => {
  const links = relativeLinks(pageText(changelog));

  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((link) => !leadsSomewhere(changelog, link))).toEqual([]);
});

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

  test('calls the command line with commands and options that exist', () => {
    expect(namedCalls(text).flatMap(problemsOf)).toEqual([]);
  });

  test('names only settings that exist', () => {
    expect(namedSettings(text).filter((name) => !isSetting(name))).toEqual([]);
  });
});

test('a command, an option or a setting that does not exist is found', () => {
  const wrong = '`fanout sources lst`, `npm start -- --stage dev`, `npx fanout send --stag dev`';

  expect(namedCalls(wrong).flatMap(problemsOf)).toEqual(['sources lst', '--stag', '--stage']);
  expect(namedSettings('`reconcile.drift`, `reconcile.drifts`').map(isSetting)).toEqual([
    true,
    false,
  ]);
});

test('the pages are those of the project', () => {
  expect(pages).toEqual(
    expect.arrayContaining(['README.md', 'docs/runbook.md', 'lambdas/settings/README.md']),
  );
  expect(pages.some((page) => page.includes('node_modules'))).toBe(false);
});
