import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { bearers } from '../../../lambdas/contract/page-config.ts';
import { errorCodes } from '../../../lambdas/domain/error-codes.ts';
import { orphanPolicies } from '../../../lambdas/domain/orphan.ts';
import { findings, mappingPolicies } from '../../../lambdas/domain/reconciliation.ts';
import { sourceStates } from '../../../lambdas/domain/source-state.ts';

const root = new URL('../../../', import.meta.url);
const deploy = readFileSync(new URL('docs/deploy.md', root), 'utf8');
const architecture = readFileSync(new URL('docs/architecture.md', root), 'utf8');
const registration = readFileSync(new URL('docs/registration.md', root), 'utf8');
const runbook = readFileSync(new URL('docs/runbook.md', root), 'utf8');

/** The cells of a table's rows that begin with a code, by the heading of its first column. */
function rowsOf(document: string, heading: RegExp): readonly (readonly string[])[] {
  const lines = document.split('\n');
  const from = lines.findIndex((line) => heading.test(line));
  if (from < 0) throw new Error(`there is no table ${heading}`);
  const length = lines.slice(from).findIndex((line) => !line.startsWith('|'));
  return lines.slice(from + 2, from + length).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('the table of providers names the tokens that the page can send', () => {
  const [, , ...cells] = /^\| `bearer` .*$/m.exec(deploy)![0].split('|');
  const named = [...cells.join().matchAll(/`(\w+)`/g)].map(([, word]) => word);

  expect(new Set(named)).toEqual(new Set(bearers));
});

test('the table of the registration API has each operation of its contract, and no other', () => {
  const text = readFileSync(new URL('lambdas/registration/openapi.yaml', root), 'utf8');
  const { paths } = parse(text) as { paths: Record<string, Record<string, unknown>> };
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    ['get', 'post', 'patch', 'put', 'delete']
      .filter((method) => method in item)
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  const [, table = ''] = registration.split('## The API');
  const named = Array.from(table.matchAll(/`([A-Z]+ \/[^`?]*)[^`]*`/g), ([, route = '']) => route);

  expect(new Set(named)).toEqual(new Set(operations));
});

test('the table of findings has each finding, with its setting and what it can be', () => {
  const rows = rowsOf(architecture, /^\| Finding /);

  expect(rows.map(([finding]) => finding)).toEqual(findings.map((finding) => `\`${finding}\``));
  for (const [index, finding] of findings.entries()) {
    const [, , policy = ''] = rows[index]!;
    const [words = ''] = policy.replace(/^`reconcile\.\w+`: /, '').split(/[.(]/);
    const named = words.split(',').map((word) => word.trim());
    const policies = finding === 'orphan' ? orphanPolicies : mappingPolicies;
    expect(named).toEqual([...policies]);
    expect(policy).toContain(`\`reconcile.${finding}\``);
  }
});

test('the table of the mapping’s attributes has each state', () => {
  const state = /^\| `state` .*$/m.exec(architecture)![0];

  expect(state.match(/\b[A-Z]{4,}\b(?! source)/g)!.slice(0, 3)).toEqual([...sourceStates]);
});

test('the runbook’s table of failures has no code that no list has', () => {
  const known = new Set<string>(Object.values(errorCodes).flat());
  const named = rowsOf(runbook, /^\| Code /).flatMap(([codes = '']) =>
    [...codes.matchAll(/`([^`]+)`/g)].map(([, code]) => code!),
  );

  expect(named.length).toBeGreaterThan(10);
  // All of a family, which needs no list.
  expect(named.filter((code) => !known.has(code))).toEqual(['HTTP 5xx']);
});
