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

// As where there are no files.
const noProfiles = `export { CONFIG_PREFIX_SEPARATOR } from "./constants";
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });
`;

const noLogging = `export const loggerMiddleware = () => (next) => next;
export const loggerMiddlewareOptions = {};
export const getLoggerPlugin = () => ({ applyToStack: () => {} });
`;

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
      'A client of the SDK has a class for each error of its service, up to 35, which differ by their names and fields alone.',
  },
  {
    files: /\/client-[a-z-]+\/dist-es\/schemas\/schemas_0\.js$/,
    trim: withPlainNames,
    reason:
      'The schemas of a client name members by constants, `{ [_a]: 1 }`; esbuild leaves out those that nobody uses only if the names are plain.',
  },
  {
    files: /\/signature-v4\/dist-es\/HeaderFormatter\.js$/,
    trim: replacing('export class HeaderFormatter ', 'export class HeaderFormatter {}'),
    reason: 'The functions sign no headers of streamed events.',
  },
  {
    files: /\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
    trim: replacing('export const loadSharedConfigFiles = async', noProfiles),
    reason: 'Lambda has no files with profiles.',
  },
  {
    files: /\/submodules\/retry\/util-retry\/AdaptiveRetryStrategy\.js$/,
    trim: replacing(
      'export class AdaptiveRetryStrategy ',
      'export { StandardRetryStrategy as AdaptiveRetryStrategy } from "./StandardRetryStrategy";',
    ),
    reason: 'The functions choose no retry mode, and the adaptive one holds calls back.',
  },
  {
    files: /\/regionConfig\/getInstanceMetadataRegion\.js$/,
    trim: replacing(
      'export const getInstanceMetadataRegion = async',
      'export const getInstanceMetadataRegion = async () => undefined;',
    ),
    reason: 'Lambda has no metadata service, and passes the Region in an environment variable.',
  },
  {
    files: /\/service-customizations\/index\.js$/,
    trim: replacing(
      'resolveParamsForS3 } from "./s3";',
      'export const resolveParamsForS3 = async (parameters) => parameters;',
    ),
    reason: 'What no client but that of S3 needs, which the functions do not have.',
  },
  {
    files: /\/client\/emitWarningIfUnsupportedVersion\.js$/,
    trim: replacing(
      'export const emitWarningIfUnsupportedVersion =',
      'export const state = {};\nexport const emitWarningIfUnsupportedVersion = () => {};',
    ),
    reason: 'The functions run on a Node.js that the SDK supports.',
  },
  {
    files: /\/client\/middleware-logger\/loggerMiddleware\.js$/,
    trim: replacing('export const getLoggerPlugin =', noLogging),
    reason: 'The functions give no client a logger.',
  },
  {
    files: /\/client\/middleware-user-agent\/check-features\.js$/,
    trim: replacing(
      'export async function checkFeatures(',
      'export const checkFeatures = async () => {};',
    ),
    reason: 'Which features of the SDK a request uses is for AWS’s statistics alone.',
  },
  {
    files: /\/util-endpoints\/lib\/aws\/partitions\.js$/,
    trim: (source) => source.replaceAll(regionList, '"regions": {}'),
    reason:
      'A Region is found by the pattern of its partition; the list has their names for people.',
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

/** Puts a text in place of a whole file that has what is expected. */
function replacing(expected: string, text: string): Trim['trim'] {
  return (source) => (source.includes(expected) ? text : source);
}

function withVersionAlone(source: string): string {
  const { name, version }: Record<string, unknown> = JSON.parse(source);
  return JSON.stringify({ name, version });
}

const errorClass =
  /export class (?<name>\w+) extends __BaseException \{\s+static shapeId = "(?<namespace>[\w.]+)#\k<name>";\s+name = "\k<name>";\s+\$fault = "(?<fault>\w+)";\s+(?<declared>(?:\w+;\s+)*)constructor\(opts\) \{\s+super\(\{\s+name: "\k<name>",\s+\$fault: "\k<fault>",\s+\.\.\.opts,\s+\}\);\s+Object\.setPrototypeOf\(this, \k<name>\.prototype\);\s+(?<set>(?:this\.(?<field>\w+) = opts\.\k<field>;\s+)*)\}\s+\}/g;

// A declaration, so that the classes above it can be made.
const classMaker = (namespace: string) => `
function errorClass(name, fault = 'client', ...fields) {
  return class SdkError extends __BaseException {
    static shapeId = '${namespace}#' + name;
    name = name;
    $fault = fault;
    constructor(opts) {
      super({ name, $fault: fault, ...opts });
      Object.setPrototypeOf(this, SdkError.prototype);
      for (const field of fields) this[field] = opts[field];
    }
  };
}
`;

/** The classes of errors, made by one function. */
function withShortErrors(source: string): string {
  // All of them are of one service.
  const namespace = partsOf(source)['namespace'];
  if (namespace === undefined) return source;
  const short = source.replaceAll(errorClass, (text) => shortError(text, namespace));
  return short + classMaker(namespace);
}

/** A class of the service; another one stays as it is. */
function shortError(text: string, ofService: string): string {
  const { name, namespace, fault, declared, set } = partsOf(text);
  const fields = declared?.match(/\w+/g) ?? [];
  const isWhole = fields.join() === (set?.match(/(?<=this\.)\w+/g) ?? []).join();
  if (namespace !== ofService || !isWhole) return text;
  const given = [name, fault, ...fields].map((one) => `'${one}'`).join();
  // What the function takes anyway.
  return `export const ${name} = errorClass(${given.replace(/,'client'$/, '')});`;
}

/** The parts of the first class of an error in a text. */
function partsOf(text: string): Partial<Record<string, string>> {
  return new RegExp(errorClass.source).exec(text)?.groups ?? {};
}

const constant = /^const (_\w+) = ("\w+");$/gm;

/** Constants as the names of members, `[_a]:`, replaced by their values. */
function withPlainNames(source: string): string {
  const values = new Map([...source.matchAll(constant)].map(([, name, value]) => [name, value]));
  return source.replaceAll(/\[(_\w+)\](?=: )/g, (text, name: string) => values.get(name) ?? text);
}

const regionList = /"regions": \{(?:[^{}]|\{[^{}]*\})*\}/g;

const text = /(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/.source;
const meaning = new RegExp(String.raw`\bmeaning:\s*${text},`, 'g');
const reason = new RegExp(String.raw`\breason:\s*${text}`, 'g');

/** Whether a row has a reason says whether it has a default, so that it keeps the member. */
function withoutMeanings(source: string): string {
  return source.replaceAll(meaning, '').replaceAll(reason, "reason: ''");
}
