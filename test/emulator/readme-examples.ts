import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const readme = readFileSync(join(import.meta.dirname, '../../emulator/README.md'), 'utf8');

/** The README's first example in a language, such as `python`. */
export function readmeExample(language: string): string {
  const [, text] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(readme) ?? [];
  if (text === undefined) throw new Error(`the README has no example in ${language}`);
  return text;
}
