import * as v from 'valibot';
import { hexColour } from '../../domain/brand/contrast.ts';
import { logoFormat } from '../../domain/brand/logo.ts';
import { displayNameProblem } from '../../domain/display-name.ts';
import { field, section } from '../field.ts';

const colour = field(
  v.pipe(v.string(), v.regex(hexColour)),
  '# and six hexadecimal digits, such as "#0055cc"',
);

/** The brand in a stage's file: what each key may hold. */
export const brandSection = section({
  name: v.optional(
    field(
      v.pipe(
        v.string(),
        v.check((name) => name === name.trim() && displayNameProblem(name) === undefined),
      ),
      'one line of 1 to 64 characters, without white space at its ends',
    ),
  ),
  logo: v.optional(
    field(
      v.pipe(
        v.string(),
        v.check((file) => logoFormat(file) !== undefined),
      ),
      'the path of a .svg or .png file, from the folder of the stage',
    ),
  ),
  colors: v.optional(section({ accent: v.optional(colour), darkAccent: v.optional(colour) })),
});
