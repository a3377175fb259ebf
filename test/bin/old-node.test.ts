import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';

const folder = join(import.meta.dirname, '../../bin');

/** Runs a program of `bin` as a Node.js of this version reads it: as CommonJS, with no types stripped. */
function runOn(version: string, program: string) {
  const written: string[] = [];
  const process = {
    version: `v${version}`,
    versions: { node: version },
    stderr: { write: (text: string) => written.push(text) },
    exitCode: 0,
  };
  const text = readFileSync(join(folder, program), 'utf8');
  new Script(text, { filename: program }).runInContext(createContext({ process }));
  return { written: written.join(''), exitCode: process.exitCode };
}

describe.each(['fanout.ts', 'app.ts'])('bin/%s', (program) => {
  test.each(['18.20.8', '20.20.2', '22.22.0'])('on Node.js %s says which it needs', (version) => {
    const { written, exitCode } = runOn(version, program);

    expect(written).toMatch(/needs Node\.js 24 or newer/);
    expect(written).toContain(`this is v${version}`);
    expect(written.trimEnd().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(1);
  });
});

test('the programs are CommonJS, which an old Node.js reads whatever the file is called', () => {
  const settings: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  expect(settings).toEqual({ type: 'commonjs' });
});
