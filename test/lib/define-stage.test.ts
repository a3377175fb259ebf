import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import {
  defineStage,
  readStage,
  StageError,
  type StageKeys,
  type StageProps,
} from '../../lib/index.ts';
import { parseStage } from '../../lib/stage/read-stage.ts';
import { stageSchema } from '../../lib/stage/schema.ts';

const least = {
  partnerDomain: 'vendor.example',
  homeRegion: 'us-east-1',
  regions: ['us-east-1'],
} satisfies StageKeys;

test('a stage of an app has the defaults of a stage’s file, and a catalogue only if it is given', () => {
  expect(defineStage({ name: 'beta', ...least })).toEqual(parseStage('beta', least));
  expect(defineStage({ name: 'beta', ...least, catalog: 'events' }).catalog).toBe('events');
});

test.each<[string, object, string]>([
  [
    'a wrong value',
    { homeRegion: 'moon-1' },
    'stage beta: homeRegion must be an AWS Region such as us-east-1, not "moon-1"',
  ],
  ['a misspelt key', { homeregion: 'us-east-1' }, 'stage beta: homeregion is unknown; known are'],
  [
    'a wrong name',
    { name: 'Beta' },
    'stage: name must be 1 to 20 lower-case letters, digits and hyphens, not "Beta"',
  ],
  [
    'a logo that is no picture',
    { brand: { logo: 'docs/README.svg' } },
    'stage beta: brand.logo is not a file: docs/README.svg',
  ],
  [
    'a catalogue that is no path',
    { catalog: 5 },
    'stage beta: catalog must be the path of a folder, not 5',
  ],
  [
    'an empty path of a catalogue',
    { catalog: '' },
    'stage beta: catalog must be the path of a folder, not ""',
  ],
  [
    'a catalogue that is no path',
    { catalog: 5 },
    'stage beta: catalog must be the path of a folder, not 5',
  ],
  [
    'an empty path of a catalogue',
    { catalog: '' },
    'stage beta: catalog must be the path of a folder, not ""',
  ],
])('%s is one line', (_, wrong, line) => {
  const define = () => defineStage({ name: 'beta', ...least, ...wrong });

  expect(define).toThrow(StageError);
  expect(define).toThrow(line);
});

test.each([[undefined], [null], ['prod'], [[]]])('%j instead of props is one line', (props) => {
  const define = () => defineStage(props as unknown as StageProps);

  expect(define).toThrow(StageError);
  expect(define).toThrow(`must be an object of a stage’s keys, not ${JSON.stringify(props)}`);
});

const allowed: (stage: v.InferOutput<typeof stageSchema>) => StageKeys = (stage) => stage;

test('what the schema lets through is what the type allows', () => {
  const { name, partnerName, catalog, ...keys } = readStage('prod');

  expect([name, catalog]).toEqual(['prod', expect.stringMatching(/catalog$/)]);
  expect(parseStage(name, allowed(v.parse(stageSchema, keys))).partnerName).toBe(partnerName);
});
