/** A part of a package that the pages do not need. */
interface Trim {
  readonly files: RegExp;
  /** Each pattern is in the files, and what takes its place. */
  readonly replaced: readonly (readonly [pattern: RegExp, text: string])[];
  readonly reason: string;
}

const oauth = /\/oauth4webapi\/build\/index\.js$/;
const valibot = /\/valibot\/dist\/index\.mjs$/;

/** What is left out of packages. Nothing that decides whether a sign-in or an answer is right. */
export const trims: readonly Trim[] = [
  {
    files: oauth,
    replaced: [[/\nif \(typeof navigator === 'undefined' [^]*?\n\}\n/g, '\n']],
    reason: 'A browser tells its name by itself.',
  },
  {
    files: oauth,
    replaced: [
      [/(\nfunction checkAuthenticationChallenges\(response\) \{)\n[^]*?\n\}\n/g, '$1}\n'],
      [/\nconst tokenMatch = [^]*?\nconst token68ParamRE = .*;/g, ''],
    ],
    reason:
      'The page has no credentials of its own that a provider could ask for in a header; its answer is refused for its status, and the error in the body is what the user reads.',
  },
  {
    files: oauth,
    replaced: [
      [/(\nexport const [A-Z_]+) = 'OAUTH_[A-Z_]+';/g, '$1 = undefined;'],
      [/(throw OPE\((?:'[^'\n]*'|`[^`\n]*`)), \w+, .*\);(?=\n)/g, '$1);'],
      [/(\n( +)throw OPE\((?:'[^'\n]*'|`[^`\n]*`)), \w+, \{\n[^]*?\n\2\}\);/g, '$1);'],
      [/(\bassert(?:String|Number)\(.*), \w+, \{\s*body: json,?\s*\}\);/g, '$1);'],
    ],
    reason: 'Nobody reads the codes and causes of errors: the page shows their messages.',
  },
  {
    files: oauth,
    replaced: [
      [/\n    if \(options\?\.DPoP !== undefined\) \{\n[^]*?\n    \}/g, ''],
      [/\n    options\?\.DPoP\?\.cacheNonce\(response, url\);/g, ''],
    ],
    reason: 'The API takes bearer tokens, which are not bound to a key.',
  },
  {
    files: oauth,
    replaced: [[/\n *Error\.captureStackTrace\?\.\(this, this\.constructor\);/g, '']],
    reason: 'The stack of an error is shown nowhere.',
  },
  {
    files: oauth,
    replaced: [
      [
        /throw CodedTypeError\((?:'[^'\n]*'|`[^`\n]*`), ERR_INVALID_ARG_\w+\)/g,
        'throw CodedTypeError()',
      ],
    ],
    reason: 'What a caller does wrong is what the compiler finds in the page.',
  },
  {
    files: oauth,
    replaced: [
      [/\n +signal: signal\(url, options\?\.signal\),/g, ''],
      [/prependWellKnown\(url, '.well-known\/oauth-authorization-server'\);/g, ''],
      [/\n    if \(useMtlsAlias && as\.mtls_endpoint_aliases [^]*?\n    \}/g, ''],
    ],
    reason:
      'The page breaks no request off, has no certificate, and reads the document of OpenID Connect alone.',
  },
  {
    files: valibot,
    replaced: [
      [/(\nfunction getGlobalConfig\(config\$1\) \{)\n[^]*?\n\}\n/g, '$1 return {}; }\n'],
      [/\n(\t+)if \(config\$1\.abortEarly\) \{\n[^]*?\n\1\}/g, ''],
      [/\n\t+if \(config\$1\.abortEarly\) break;/g, ''],
      [/if \(!dataset\.issues \|\| !config\$1\.abortEarly && !config\$1\.abortPipeEarly\) /g, ''],
    ],
    reason: 'Nobody sets how Valibot reads.',
  },
  {
    files: valibot,
    replaced: [
      [
        /(\nfunction _addIssue\(context, label, dataset)[^]*?\n\}\n/g,
        `$1) {
	if (context.kind === "schema") dataset.typed = false;
	(dataset.issues ??= []).push({ message: \`Invalid \${label}\` });
}
`,
      ],
      [/\n(\t+)const pathItem = \{\n[^]*?\n\1\};/g, ''],
      [/\n\t+if \(issue\.path\) issue\.path\.unshift\(pathItem\);/g, ''],
      [/\n\t+else issue\.path = \[pathItem\];/g, ''],
      [/\n\t+(?:expects|reference|async|message): .*,(?=\n)/g, ''],
      [/(_addIssue\(this, "[^"\n]+", dataset), config\$\d(?:, \{ .* \})?\);/g, '$1);'],
      [/(\n(\t+).*_addIssue\(this, "[^"\n]+", dataset), config\$\d, \{\n[^]*?\n\2\}\);/g, '$1);'],
    ],
    reason: 'The page says that an answer is not readable, and not where.',
  },
  {
    files: valibot,
    replaced: [[/\n\tschema\["~standard"\] = \{\n[^]*?\n\t\};/g, '']],
    reason: 'By this, other libraries call Valibot.',
  },
];

/** A file of a package without what the pages do not need. */
export function trimmed(path: string, source: string): string {
  return trims
    .filter(({ files }) => files.test(path))
    .flatMap(({ replaced }) => replaced)
    .reduce((text, [pattern, other]) => text.replaceAll(pattern, other), source);
}

/** The files that are trimmed, as esbuild's filter. */
export const trimmedFiles = new RegExp(`${oauth.source}|${valibot.source}`);
