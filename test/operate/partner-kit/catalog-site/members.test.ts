import { describe, expect, it } from '@jest/globals';
import { membersIn } from '../../../../operate/partner-kit/catalog-site/members.ts';

const paths = (schema: Readonly<Record<string, unknown>>) =>
  membersIn(schema).members.map(({ path }) => path);

describe('membersIn', () => {
  it('lists members with type, whether they are required, and what the schema says of them', () => {
    const { members, isCut } = membersIn({
      properties: {
        id: { type: 'string', format: 'uuid', description: 'Of the order.' },
        state: { enum: ['open', 'closed'], type: 'string' },
        action: { const: 'placed' },
        total: { type: ['number', 'null'], minimum: 0 },
      },
      required: ['id'],
    });

    expect(isCut).toBe(false);
    expect(members).toEqual([
      { path: 'id', type: 'string', isRequired: true, notes: ['Of the order.', 'format uuid'] },
      { path: 'state', type: 'string', isRequired: false, notes: ['one of "open", "closed"'] },
      { path: 'action', type: 'any', isRequired: false, notes: ['always "placed"'] },
      { path: 'total', type: 'number or null', isRequired: false, notes: ['minimum 0'] },
    ]);
  });

  it('goes into objects, arrays, alternatives and definitions', () => {
    const schema = {
      properties: {
        lines: {
          type: 'array',
          items: { type: 'object', properties: { sku: { type: 'string' } } },
        },
        buyer: { $ref: '#/$defs/person' },
        payment: { oneOf: [{ properties: { iban: {} } }, { properties: { card: {} } }] },
      },
      $defs: { person: { type: 'object', properties: { name: { type: 'string' } } } },
    };

    expect(paths(schema)).toEqual([
      'lines',
      'lines[].sku',
      'buyer',
      'buyer.name',
      'payment',
      'payment.iban',
      'payment.card',
    ]);
    expect(membersIn(schema).members[0]?.type).toBe('array of object');
    expect(membersIn(schema).members[2]?.type).toBe('object');
  });

  it('ends where a schema refers to itself, and says that there is more', () => {
    const schema = {
      properties: { child: { $ref: '#' } },
      $defs: { loop: { $ref: '#/$defs/loop' } },
    };

    expect(membersIn(schema)).toMatchObject({ isCut: true });
    expect(membersIn({ properties: { x: { $ref: 'https://vendor.example/s' } } })).toMatchObject({
      isCut: true,
    });
    expect(paths({ ...schema, properties: { loop: { $ref: '#/$defs/loop' } } })).toEqual(['loop']);
  });

  it('lists a thousand members at the most, and no more than a dozen levels', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`m${index}`, {}]));
    let deep: Readonly<Record<string, unknown>> = { properties: { last: {} } };
    for (let level = 0; level < 1_000; level += 1) deep = { properties: { a: deep } };

    expect(membersIn({ properties: many }).members).toHaveLength(1_000);
    expect(membersIn({ properties: many }).isCut).toBe(true);
    expect(membersIn(deep).members.length).toBeLessThan(20);
    expect(membersIn(deep).isCut).toBe(true);
  });

  it('stays small for a schema whose definitions multiply each other', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `d${index}`,
        {
          properties: Object.fromEntries(
            ['a', 'b', 'c'].map((name) => [name, { $ref: `#/$defs/d${index + 1}` }]),
          ),
        },
      ]),
    );

    const { members, isCut } = membersIn({
      $ref: '#/$defs/d0',
      properties: { x: { $ref: '#/$defs/d0' } },
      $defs,
    });

    expect(members).toHaveLength(1_000);
    expect(isCut).toBe(true);
  });

  it('ends for alternatives that multiply each other', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 13 }, (_, index) => [
        `d${index}`,
        { anyOf: Array.from({ length: 20 }, () => ({ $ref: `#/$defs/d${index + 1}` })) },
      ]),
    );

    expect(membersIn({ anyOf: [{ $ref: '#/$defs/d0' }], $defs })).toEqual({
      members: [],
      isCut: true,
    });
  });

  it('takes what is no schema for one that says nothing', () => {
    expect(membersIn({ properties: { a: true, b: 3 } }).members.map(({ type }) => type)).toEqual([
      'any',
      'any',
    ]);
    expect(membersIn({ properties: [] }).members).toEqual([]);
  });

  it('shortens long notes', () => {
    const [member] = membersIn({ properties: { a: { enum: ['x'.repeat(1_000)] } } }).members;
    expect(member?.notes[0]?.length).toBeLessThan(310);
  });
});
