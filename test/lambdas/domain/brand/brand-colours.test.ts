import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  backgrounds,
  brandColours,
  colourProblems,
} from '../../../../lambdas/domain/brand/brand-colours.ts';

test('the backgrounds are those of the page’s style sheet', () => {
  const file = join(import.meta.dirname, '../../../../emulator/page/style/colours.css');
  const css = readFileSync(file, 'utf8');
  const pairs = ['page', 'surface', 'raised'].map((name) =>
    new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css)!.slice(1),
  );

  expect(pairs.map(([light]) => light)).toEqual(backgrounds.light);
  expect(pairs.map(([, dark]) => dark)).toEqual(backgrounds.dark);
});

test('colours that are legible have no problem, nor has none', () => {
  expect(colourProblems({})).toEqual([]);
  expect(colourProblems({ accent: '#0055cc', darkAccent: '#7db8f5' })).toEqual([]);
});

test('a colour that is not is named with its contrast', () => {
  expect(colourProblems({ accent: '#ff6600', darkAccent: '#0055cc' })).toEqual([
    {
      key: 'accent',
      problem:
        'must be darker: its contrast with the page’s light backgrounds is 2.60:1, and WCAG AA asks for 4.5:1',
    },
    {
      key: 'darkAccent',
      problem:
        'must be lighter: its contrast with the page’s dark backgrounds is 2.13:1, and WCAG AA asks for 4.5:1',
    },
  ]);
});

test('the page’s colours are the vendor’s, with the texts on them', () => {
  expect(brandColours({})).toEqual({});
  expect(brandColours({ accent: '#0055cc', darkAccent: '#ffcc00' })).toEqual({
    light: { accent: '#0055cc', onAccent: '#ffffff' },
    dark: { accent: '#ffcc00', onAccent: '#000000' },
  });
  expect(brandColours({ darkAccent: '#ffcc00' })).toEqual({
    dark: { accent: '#ffcc00', onAccent: '#000000' },
  });
});

test('without a dark one, the accent is made as light as it must be', () => {
  const { light, dark } = brandColours({ accent: '#0055cc' });

  expect(light?.accent).toBe('#0055cc');
  expect(dark?.onAccent).toBe('#000000');
  expect(colourProblems({ darkAccent: dark?.accent })).toEqual([]);
});
