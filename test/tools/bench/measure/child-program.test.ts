import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import * as v from 'valibot';
import { startProgram, type ChildProgram } from '../../../../tools/bench/measure/child-program.ts';

const script = join(import.meta.dirname, 'echo-program.ts');
const echo = v.object({
  question: v.unknown(),
  options: v.array(v.string()),
  greeting: v.string(),
});

let child: ChildProgram;
beforeEach(() => {
  child = startProgram(script, ['--expose-gc'], { GREETING: 'hello' });
});
afterEach(async () => {
  await child[Symbol.asyncDispose]();
});

describe('a program in a process of its own', () => {
  test('answers one question after the other, with its options and variables', async () => {
    for (const question of [1, { two: ['2'] }]) {
      expect(await child.ask(question, echo)).toEqual({
        question,
        options: ['--expose-gc'],
        greeting: 'hello',
      });
    }
  });

  test('reports why it failed, and goes on', async () => {
    await expect(child.ask('fail', echo)).rejects.toThrow('asked to');
    expect(await child.ask('again', echo)).toMatchObject({ question: 'again' });
  });

  test('that ends is no answer', async () => {
    await expect(child.ask('exit', echo)).rejects.toThrow('the program ended with 7');
  });

  test('that answers something else is refused', async () => {
    await expect(child.ask(1, v.number())).rejects.toThrow(v.ValiError);
  });
});
