/** The files that a page's HTML loads from its own origin. */
export interface LoadedFiles {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** Finds what the HTML of a page loads. */
export function filesIn(html: string): LoadedFiles {
  const tags = [...html.matchAll(/<(script|link)\b[^>]*>/gi)].map(([tag]) => tag);
  return {
    scripts: tags.flatMap((tag) =>
      /^<script/i.test(tag) ? valueOf(tag, 'src') : isOf(tag, 'modulepreload'),
    ),
    styles: tags.flatMap((tag) => isOf(tag, 'stylesheet')),
  };
}

/** The address of a link of a kind. */
function isOf(tag: string, rel: string): readonly string[] {
  return /^<link/i.test(tag) && valueOf(tag, 'rel').includes(rel) ? valueOf(tag, 'href') : [];
}

function valueOf(tag: string, attribute: string): readonly string[] {
  const match = new RegExp(`\\b${attribute}\\s*=\\s*["']([^"']+)["']`, 'i').exec(tag);
  return match?.[1] === undefined ? [] : [match[1]];
}

/** The scripts beside a script that it imports, now or later: `./name.js`. */
export function importedBy(script: string, path: string): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const names = [...script.matchAll(/["'`]\.\/([\w.-]+\.js)["'`]/g)].map(([, name]) => name);
  return [...new Set(names)].map((name) => `${folder}${name}`);
}

/** What is wrong with a page's content security policy: it must be there, and allow no scripts of others. */
export function policyProblems(policy: string | undefined): readonly string[] {
  if (policy === undefined) {
    return ['expected the page to have a content security policy, but it has none'];
  }
  const directives = new Map(
    policy.split(';').map((one) => {
      const [name = '', ...sources] = one.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );
  const scripts = directives.get('script-src') ?? directives.get('default-src');
  if (scripts === undefined) {
    return ['expected the content security policy to say whose scripts run, but it does not'];
  }
  const unsafe = scripts.filter((source) => /^(?:\*|https?:\*?|'unsafe-.*')$/.test(source));
  return unsafe.map(
    (source) => `expected no scripts of others on the page, but ${source} is allowed`,
  );
}
