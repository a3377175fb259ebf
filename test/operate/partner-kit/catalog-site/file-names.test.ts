import { describe, expect, it } from '@jest/globals';
import { array, assert, property, string } from 'fast-check';
import { fileNames } from '../../../../operate/partner-kit/catalog-site/file-names.ts';
import { anyCharacter } from '../../../support/any-character.ts';

describe('fileNames', () => {
  it.each([
    ['order.placed', 'order.placed'],
    ['Order Placed', 'order-placed'],
    ['../../etc/passwd', 'etc-passwd'],
    ['日本', 'type-'],
    ['con', 'type-con'],
    ['x'.repeat(128), 'x'.repeat(80)],
  ])('names %j %j', (detailType, name) => {
    expect(fileNames([detailType]).get(detailType)).toBe(name);
  });

  it('gives names that differ also where case does not count', () => {
    const names = fileNames(['a b', 'A-B', 'a-b-2', 'a/b']);

    expect([...names.values()]).toEqual(['a-b', 'a-b-2', 'a-b-2-2', 'a-b-3']);
  });

  it('gives any detail types different names that are safe in a path and a URL', () => {
    assert(
      property(
        array(string({ unit: anyCharacter, maxLength: 128 }), { maxLength: 20 }),
        (given) => {
          const types = [...new Set(given)];
          const names = [...fileNames(types).values()];
          expect(new Set(names).size).toBe(types.length);
          for (const name of names) expect(name).toMatch(/^[a-z0-9_][a-z0-9_.-]*$/);
        },
      ),
    );
  });
});
