import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPackagesLine, optionalPackages } from '../../bin/programs/missing-packages.ts';

const { devDependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
);

const nothing = () => false;
const notFound = (message: string, code = 'ERR_MODULE_NOT_FOUND') =>
  Object.assign(new Error(message), { code });

test.each([
  ["Cannot find package 'dynalite' imported from /app/local.js", 'local', 'dynalite@4.0.0 fauxqs@'],
  [
    "Cannot find package '@resvg/resvg-js' imported from /app/kit.js",
    'partner-kit',
    'aws-cdk-lib@',
  ],
  ["Cannot find module 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf'", 'partner-kit', 'constructs@'],
])('%s: a line says what to install', (message, command, packages) => {
  const line = `${command} needs packages that are not installed: npm install --save-dev `;

  expect(missingPackagesLine(notFound(message), nothing)).toMatch(line);
  expect(missingPackagesLine(notFound(message, 'MODULE_NOT_FOUND'), nothing)).toMatch(packages);
});

test('the part of a package for this platform is an optional dependency of it', () => {
  const error = notFound("Cannot find module '@resvg/resvg-js-linux-x64-gnu'", 'MODULE_NOT_FOUND');

  expect(missingPackagesLine(error)).toBe(
    'partner-kit needs @resvg/resvg-js-linux-x64-gnu, which npm leaves out with --omit=optional: npm install --include=optional',
  );
});

test('a package that is installed is not named', () => {
  const error = notFound("Cannot find package 'fauxqs' imported from /app/local.js");

  // This project has all of them, also the one that the error is about.
  expect(missingPackagesLine(error)).toBe(
    'local needs packages that are not installed: npm install --save-dev fauxqs@2.4.1',
  );
});

test.each([
  undefined,
  new Error("Cannot find package 'dynalite'"),
  notFound("Cannot find package 'valibot' imported from /app/local.js"),
  notFound("Cannot find module './mended.ts'"),
])('%s is an error like others', (error) => {
  expect(missingPackagesLine(error)).toBeUndefined();
});

test('the packages are optional peers, in the version that the tests run with', () => {
  for (const [name, version] of Object.entries(
    Object.assign({}, ...Object.values(optionalPackages)),
  )) {
    expect([name, devDependencies[name]]).toEqual([name, version]);
    expect(String(peerDependencies[name])).toMatch(/^\^?\d/);
    expect(peerDependenciesMeta[name]).toEqual({ optional: true });
  }
});
