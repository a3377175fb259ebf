import * as fc from 'fast-check';
import { anyCharacter } from '../../../support/any-character.ts';

/** Fragments that mean something to HTML, to Markdown, to a terminal or to a bidirectional text. */
const marks = [
  '<script>alert(1)</script>',
  '</pre></details></li></ol></article></main>',
  '<!--',
  '--><img src=x onerror=alert(1)>',
  ']]>',
  '" onload="alert(1)',
  "' href=",
  'style=',
  'src="',
  '&lt;',
  '&#x202e;',
  '|',
  '||\n|---|\n',
  '`',
  '```',
  '````\n',
  '~~~',
  '\n\n# Heading\n',
  '\n---\n',
  '\n===\n',
  '</details>\n\n',
  '[a](javascript:alert(1))',
  '![a](https://x.test/a.png)',
  '[^1]: note',
  '[a]: https://x.test',
  'https://x.test/a',
  'www.x.test',
  ':+1:',
  '$x$',
  '**',
  '__',
  '\\',
  '$&',
  '$${',
  '1. ',
  '- ',
  '> ',
  '    code',
  '\t',
  '\r\n',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u2028',
  '\ufeff',
  '\ud800',
  '\u{e0041}',
  'מילה',
  'word ',
] as const;

/** Texts that try to break out of where they stand. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...marks), fc.string({ unit: anyCharacter, maxLength: 4 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

/** JSON values of such texts, also as keys. */
export const hostileValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostileText,
    fc.double({ noNaN: true }),
    fc.constantFrom(null, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(hostileText, tie('value'), { maxKeys: 3 }),
  ),
})).value;
