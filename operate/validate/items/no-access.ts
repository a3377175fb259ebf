import { parse } from 'yaml';
import { answerWords, type Registration } from '../api/tenant-calls.ts';
import { plainText } from '../../plain-text.ts';
import { ItemEnded } from '../item-ended.ts';
import type { ItemRun } from '../item-run.ts';
import { accessWordsIn, asksForAccess } from '../judge/access-words.ts';
import { accessFields, sentFields } from '../judge/openapi.ts';
import { statementsThatAssumeRoles } from '../judge/template-access.ts';
import { register } from '../register.ts';
import type { WalkContext } from '../walk-context.ts';
import { fetchPage } from './fetch-page.ts';
import { readPageScripts } from './page-scripts.ts';

/** Nobody asks for access to the customer's account: neither the API, nor the page, nor the deployed roles. */
export async function showNoAccess(run: ItemRun, context: WalkContext): Promise<void> {
  await judgeDescription(run, context);
  await judgePage(run, context);
  await judgeForm(run, context);
  await judgeTemplates(run, context);
  const [region = ''] = context.regions;
  const { tenant } = context.subject.tenants.first;
  const generator = context.names.generator(tenant, region, 'no-access');
  await showNothingElseNeeded(run, { generator, region }, context);
}

/** The statuses of a request that is not as the API wants it. */
const askingForMore: ReadonlySet<number> = new Set([400, 422]);

/** A refusal may ask for more. What fails in another way is found by the item of the source's creation. */
async function showNothingElseNeeded(
  run: ItemRun,
  place: Omit<Registration, 'account'>,
  context: WalkContext,
): Promise<void> {
  const { account } = context.subject.customer;
  const { first } = context.subject.tenants;
  const answer = await register({ ...place, account }, first, run, context);
  if (answer.status === 201) {
    run.finding('What a registration needs', ['generator, account and Region, and nothing else']);
  } else if (askingForMore.has(answer.status)) {
    run.problem(
      `expected generator, account and Region to be enough for a registration, but ${answerWords(answer)}`,
    );
  } else run.note(`whether a registration needs more was not shown: ${answerWords(answer)}`);
}

async function judgeDescription(run: ItemRun, context: WalkContext): Promise<void> {
  const { text } = await fetchPage('/openapi.yaml', 'The description of the API', run, context);
  const description = descriptionIn(text);
  const sent = sentFields(description);
  run.expect(
    sent.some(({ field }) => field === 'account'),
    'expected the description of the API to have the fields of a registration, but it has none',
  );
  for (const { operation, field } of accessFields(description)) {
    run.problem(
      `expected no field for access to a customer's account, but ${operation} takes "${field}"`,
    );
  }
  const fields = [...new Set(sent.map(({ field }) => field))].toSorted();
  run.finding('Every field that a client of the API may send', [fields.join(', ')]);
}

function descriptionIn(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const reason = Error.isError(error) ? plainText(error.message).slice(0, 200) : String(error);
    throw new ItemEnded(`expected the description of the API to be YAML, but ${reason}`);
  }
}

async function judgePage(run: ItemRun, context: WalkContext): Promise<void> {
  const scripts = await readPageScripts(run, context);
  for (const { path, text } of scripts) {
    for (const words of accessWordsIn(text)) {
      run.problem(`expected the page to ask for no access, but ${path} speaks of ${words}`);
    }
  }
  run.finding(
    'Scripts of the page that ask for no role, key or external id',
    scripts.map(({ path }) => path),
  );
}

/** The labels of the form, as a browser shows them; a stage's form is behind the sign-in. */
async function judgeForm(run: ItemRun, { subject, camera }: WalkContext): Promise<void> {
  const form = subject.kind === 'local' ? await camera.registerForm(subject.pageUrl) : undefined;
  if (form === undefined) {
    run.note('the registration form was judged by its script, and not in a browser');
    return;
  }
  for (const label of form.labels.filter(asksForAccess)) {
    run.problem(`expected a form that asks for no access, but it has a field "${label}"`);
  }
  run.finding('The fields of the registration form', form.labels);
}

async function judgeTemplates(run: ItemRun, { subject }: WalkContext): Promise<void> {
  const { templates } = subject;
  if (templates === undefined) {
    run.note('local mode has no deployed roles to look at');
    return;
  }
  const deployed = await run.call(
    { title: 'The deployed templates', call: 'GetTemplate', by: 'partner' },
    templates,
    (found) => ({ answer: found.map(({ stack, region }) => `${stack}, ${region}`) }),
  );
  for (const { stack, region, template } of deployed) {
    for (const id of statementsThatAssumeRoles(template)) {
      run.problem(
        `expected no role that may assume others, but ${id} of ${stack} in ${region} allows it`,
      );
    }
  }
}
