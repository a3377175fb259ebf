import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperationError } from '../../../operate/operation-error.ts';
import { checkReportFolder } from '../../../operate/report/report-folder.ts';
import { writeReport } from '../../../operate/report/write-report.ts';
import { InputError } from '../../../terminal/input-error.ts';
import { anItem, aScreenshot, aValidation, onePixel } from '../../support/validation-builders.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fanout-report-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const picture = 'report-04-sourceCreated-eu-west-1-1.png';
const items = [anItem({ evidence: [aScreenshot()] })];

function write(mask = false, into = folder): void {
  writeReport(aValidation({ items }), { folder: into, mask, answers: [] });
}

describe('a report', () => {
  test('is three files, and a file for each picture', () => {
    write(false, join(folder, 'a/b'));
    const names = readdirSync(join(folder, 'a/b')).toSorted();

    expect(names).toEqual([picture, 'report.html', 'report.json', 'report.md']);
    expect(new Uint8Array(readFileSync(join(folder, 'a/b', picture)))).toEqual(
      new Uint8Array(onePixel),
    );
    expect(readFileSync(join(folder, 'a/b/report.md'), 'utf8')).toContain(`](${picture})`);
  });

  test('replaces an earlier one and its pictures, and leaves other files', () => {
    for (const name of ['report.html', 'report-09-page-7.png', 'report-mine.png', 'logo.png']) {
      writeFileSync(join(folder, name), 'earlier');
    }
    write(true);

    expect(readdirSync(folder).toSorted()).toEqual([
      'logo.png',
      'report-mine.png',
      'report.html',
      'report.json',
      'report.md',
    ]);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<!doctype html>');
  });

  test('that cannot be written is one line that names the file, and leaves nothing half-written', () => {
    mkdirSync(join(folder, 'report.md'));
    const problem = caught(() => write());

    expect(problem).toBeInstanceOf(OperationError);
    expect((problem as Error).message).toBe(
      `cannot write ${join(folder, 'report.md')}: EISDIR: illegal operation on a directory`,
    );
    expect(readdirSync(folder).toSorted()).toEqual([picture, 'report.json', 'report.md']);
  });
});

describe('the folder of a report', () => {
  test('is made, and stays as it is when it is there', () => {
    checkReportFolder(join(folder, 'a/b'));
    writeFileSync(join(folder, 'a/b/kept'), '');
    checkReportFolder(join(folder, 'a/b'));

    expect(readdirSync(join(folder, 'a/b'))).toEqual(['kept']);
  });

  test.each([
    ['is a file', 'file'],
    ['is in a file', 'file/folder'],
  ])('is refused if it %s', (_, path) => {
    writeFileSync(join(folder, 'file'), '');
    const problem = caught(() => checkReportFolder(join(folder, path)));

    expect(problem).toBeInstanceOf(InputError);
    expect((problem as Error).message).toMatch(
      /^cannot write into the folder .*file.*: E[A-Z]+: [\w ]+$/,
    );
  });
});

function caught(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
