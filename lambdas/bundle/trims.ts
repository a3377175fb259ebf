import type { Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';

/** A rule by which files are bundled with less in them than they have. */
export interface Trim {
  /** The files. */
  readonly files: RegExp;
  /** Returns the text without what the functions do not need; the same text if it is not as expected. */
  readonly trim: (source: string) => string;
  readonly reason: string;
}

/** What is left out of files that the functions need otherwise. */
export const trims: readonly Trim[] = [
  {
    files: /\/client-[a-z-]+\/package\.json$/,
    trim: withVersionAlone,
    reason:
      'A client of the SDK needs the version alone, for the name by which it introduces itself.',
  },
  {
    files: /\/client-[a-z-]+\/dist-es\/models\/errors\.js$/,
    trim: withShortErrors,
    reason:
      'A client of the SDK has a class for each error of its service, up to 35, which differ by their names alone.',
  },
  {
    files: /\/lambdas\/settings\/table\/[a-z-]+\.ts$/,
    trim: withoutMeanings,
    reason: 'What a setting means, and why it is what it is, is for the documents.',
  },
];

/** The trims as a plugin of esbuild. */
export const trimming: Plugin = {
  name: 'trimming',
  setup(build) {
    for (const { files, trim } of trims) {
      build.onLoad({ filter: files }, ({ path }) => ({
        contents: trim(readFileSync(path, 'utf8')),
        loader: path.endsWith('.json') ? 'json' : path.endsWith('.ts') ? 'ts' : 'js',
      }));
    }
  },
};

function withVersionAlone(source: string): string {
  const { name, version }: Record<string, unknown> = JSON.parse(source);
  return JSON.stringify({ name, version });
}

const errorClass =
  /export class (\w+) extends __BaseException \{\s+static shapeId = "([\w.]+)#\1";\s+name = "\1";\s+\$fault = "(\w+)";\s+constructor\(opts\) \{\s+super\(\{\s+name: "\1",\s+\$fault: "\3",\s+\.\.\.opts,\s+\}\);\s+Object\.setPrototypeOf\(this, \1\.prototype\);\s+\}\s+\}/g;

// A declaration, so that the classes above it can be made.
const classMaker = `
function errorClass(namespace, name, fault) {
  return class SdkError extends __BaseException {
    static shapeId = namespace + '#' + name;
    name = name;
    $fault = fault;
    constructor(opts) {
      super({ name, $fault: fault, ...opts });
      Object.setPrototypeOf(this, SdkError.prototype);
    }
  };
}
`;

/** The classes of errors that have no field of their own, made by one function. */
function withShortErrors(source: string): string {
  const short = source.replaceAll(
    errorClass,
    (_, name: string, namespace: string, fault: string) =>
      `export const ${name} = errorClass('${namespace}', '${name}', '${fault}');`,
  );
  return short === source ? source : short + classMaker;
}

const meaning = /\b(meaning|reason):\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g;

function withoutMeanings(source: string): string {
  return source.replaceAll(meaning, "$1: ''");
}
