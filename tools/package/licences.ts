import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The folders of the packages that a bundle has code of, such as `node_modules/valibot`. */
export function packagesIn({ inputs }: Metafile): readonly string[] {
  return Object.keys(inputs).flatMap((path) => {
    const [found] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path) ?? [];
    return found ?? [];
  });
}

/** The licences of packages, as their authors ask to hand them on with their code; one that several have, once. */
export function licencesOf(root: string, packages: ReadonlySet<string>): string {
  const read = [...packages].toSorted().map((folder) => licenceOf(join(root, folder)));
  const parts = [...Map.groupBy(read, ({ text }) => text)].map(([text, of]) => {
    const names = new Set(of.map(({ name }) => name));
    return `${[...names].join('\n')}\n\n${text}\n`;
  });
  return `This package has code of the packages below.\n\n${parts.join('\n\n')}`;
}

/** A package's name and version, and its licence: the text, or its name if the package has none; and its notices. */
function licenceOf(folder: string): { readonly name: string; readonly text: string } {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const textOf = (file: string) => readFileSync(join(folder, file), 'utf8').trim();
  const files = readdirSync(folder);
  const licence = files.find((one) => /^licen[cs]e/iu.test(one));
  const text = licence === undefined ? `Licence: ${license}` : textOf(licence);
  // What it asks to hand on of others, whose code it has.
  const notices = files.filter((one) => /^(?:third-party-)?notices?(?:\.(?:md|txt))?$/iu.test(one));
  return { name: `${name} ${version}`, text: [text, ...notices.map(textOf)].join('\n\n') };
}
