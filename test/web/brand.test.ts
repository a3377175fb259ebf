import { expect, test } from '@jest/globals';
import { showColours, sourcesOf } from '../../web/brand.ts';

function shown(brand: Parameters<typeof showColours>[0]) {
  const properties: Record<string, string | null> = {};
  const setProperty = (name: string, value: string | null) => {
    properties[name] = value;
  };
  showColours(brand, { style: { setProperty } as CSSStyleDeclaration });
  return properties;
}

test('the vendor’s colours become properties of the page, and no others', () => {
  const light = { accent: '#0055cc', onAccent: '#ffffff' };
  expect(shown({})).toEqual({});
  expect(shown({ light })).toEqual({
    '--light-accent': '#0055cc',
    '--light-on-accent': '#ffffff',
  });
  expect(Object.keys(shown({ light, dark: light }))).toHaveLength(4);
});

test('the page is called by the vendor’s name, if there is one', () => {
  expect(sourcesOf('Acme')).toBe('Acme event sources');
  expect(sourcesOf(undefined)).toBe('Partner event sources');
});
