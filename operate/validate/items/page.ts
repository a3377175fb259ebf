import * as v from 'valibot';
import { pageConfigSchema, type PageConfig } from '../../../lambdas/contract/page-config.ts';
import { jsonOf, type ApiAnswer } from '../api/send-api.ts';
import { answerWords } from '../api/tenant-calls.ts';
import { ItemEnded } from '../item-ended.ts';
import type { ItemRun } from '../item-run.ts';
import { filesIn, policyProblems } from '../judge/page-files.ts';
import type { WalkContext } from '../walk-context.ts';
import { fetchPage } from './fetch-page.ts';

/** The page is there with all that it loads, and says how administrators sign in. */
export async function showPage(run: ItemRun, context: WalkContext): Promise<void> {
  const { subject } = context;
  for (const note of [...subject.notes, ...context.camera.notes]) run.note(note);
  const document = await fetchPage('/', 'The page', run, context);
  expectType(run, 'the page', document, 'text/html');
  run.expect(
    /^\s*<!doctype html>/i.test(document.text),
    'expected the page to be an HTML document, but it does not begin like one',
  );
  for (const problem of policyProblems(document.headers['content-security-policy'])) {
    run.problem(problem);
  }
  const { scripts, styles } = filesIn(document.text);
  run.expect(scripts.length > 0, 'expected the page to load a script, but it loads none');
  run.expect(styles.length > 0, 'expected the page to load a style, but it loads none');
  for (const path of scripts) {
    expectType(
      run,
      path,
      await fetchPage(path, 'A script of the page', run, context),
      'text/javascript',
    );
  }
  for (const path of styles) {
    expectType(run, path, await fetchPage(path, 'A style of the page', run, context), 'text/css');
  }
  await showSignIn(run, context);
  if (subject.kind === 'local') return;
  const png = await context.camera.shoot('signIn', { url: subject.pageUrl });
  if (png !== undefined) run.screenshot('The page asks to sign in', png);
}

function expectType(run: ItemRun, what: string, { headers }: ApiAnswer, type: string): void {
  const found = headers['content-type'] ?? 'nothing';
  run.expect(found.startsWith(type), `expected ${what} to be ${type}, but it is ${found}`);
}

async function showSignIn(run: ItemRun, context: WalkContext): Promise<void> {
  const answer = await fetchPage('/config.json', 'The page’s settings', run, context);
  const config = v.safeParse(pageConfigSchema, jsonOf(answer));
  if (!config.success) {
    throw new ItemEnded(`expected the page's settings, but ${answerWords(answer)}`);
  }
  const { partnerName } = context.subject.connection;
  run.expect(
    config.output.partnerName === partnerName,
    `expected the page of ${partnerName}, but it is that of ${config.output.partnerName}`,
  );
  await askIssuer(run, config.output);
}

const answerWithinMs = 10_000;

/** The issuer must answer for itself, or nobody can sign in. */
async function askIssuer(run: ItemRun, { signIn: { issuer } }: PageConfig): Promise<void> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = await run.call(
    { title: 'The provider that signs administrators in', call: `GET ${url}`, by: 'tenant' },
    async () => {
      const response = await fetch(url, { signal: AbortSignal.timeout(answerWithinMs) });
      return { status: response.status, text: await response.text(), headers: {} };
    },
    ({ status, text }) => ({ status, answer: text }),
  );
  const document = v.safeParse(v.object({ issuer: v.string() }), jsonOf(found));
  run.expect(
    document.success && document.output.issuer === issuer,
    `expected the sign-in's provider ${issuer} to describe itself, but ${answerWords(found)}`,
  );
}
