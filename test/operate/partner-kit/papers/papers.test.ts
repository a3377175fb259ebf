import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../../../operate/partner-kit/finding.ts';
import { answersPaper } from '../../../../operate/partner-kit/papers/answers-paper.ts';
import type { Paper } from '../../../../operate/partner-kit/papers/paper.ts';
import { paperHtml } from '../../../../operate/partner-kit/papers/paper-html.ts';
import { paperMarkdown } from '../../../../operate/partner-kit/papers/paper-markdown.ts';
import { questionnairePaper } from '../../../../operate/partner-kit/papers/questionnaire.ts';
import { sampleEvents } from '../../../../operate/partner-kit/papers/sample-events.ts';
import { testAccessPaper } from '../../../../operate/partner-kit/papers/test-access.ts';
import { guideAnswers } from '../../../../operate/guide/answers.ts';
import { sampleEvent } from '../../../../lambdas/registration/catalog.ts';
import { aDetailType, catalogOf } from '../support/catalog-of.ts';
import { known } from '../support/known.ts';

const events = {
  listed: [{ detailType: 'order.placed', description: 'An order was placed.' }],
  samples: [{ detailType: 'order.placed', json: '{"a": 1}' }],
};
const labels = ({ parts }: Paper) =>
  parts.flatMap((part) =>
    part.kind === 'questions' ? part.questions.map(({ label }) => label) : [],
  );
const answers = ({ parts }: Paper) =>
  parts.flatMap((part) =>
    part.kind === 'questions' ? part.questions.map(({ answer }) => answer) : [],
  );
const fields = ({ findings }: Paper) => findings.map(({ field, where }) => `${field} in ${where}`);
const about = (paper: Finding['paper']): Finding => ({
  kind: 'contradiction',
  paper,
  field: paper,
  problem: 'is wrong',
  where: 'x',
});

describe('the request for test access', () => {
  it('has the questions of AWS’s table in its order, with all answers', () => {
    const paper = testAccessPaper(known(), []);

    expect(labels(paper)).toEqual([
      'APN registered e-mail address',
      'Partner test account ids',
      'Customer test account ids',
      'Regions (at least 2)',
    ]);
    expect(answers(paper)).toEqual([
      ['aws@vendor.example'],
      ['444455556666'],
      ['777788889999'],
      ['us-east-1', 'eu-west-1'],
    ]);
    expect(paper.findings).toEqual([]);
    expect(paper.mail?.to).toBe('eventbridge-partners@amazon.com');
  });

  it('names what is missing and where to give it', () => {
    expect(fields(testAccessPaper(known({}, {}), []))).toEqual([
      'apnEmail in partner.json',
      'partnerTestAccounts in partner.json',
      'customerTestAccounts in partner.json',
    ]);
  });

  it('takes the account of a stage that is not production for one of tests', () => {
    const paper = testAccessPaper(known({ production: false }, {}), []);

    expect(answers(paper)[1]).toEqual(['111122223333']);
  });
});

describe('the questionnaire', () => {
  it('has the questions of AWS’s table in its order, with all answers', () => {
    const paper = questionnairePaper(known(), events, []);

    expect(labels(paper)).toEqual([
      'Company name',
      'AWS account ids',
      'Contact e-mails',
      'Contact phone numbers',
      'Company description',
      'Integration description',
      'Square logo (icon), SVG',
      'Square logo (icon), PNG',
      'Logo (wide rectangle), SVG',
      'Logo (wide rectangle), PNG',
      'Architecture diagram',
      'Use cases',
      'Links',
      'Event detail type catalogue',
      'Sample events catalogue',
    ]);
    expect(answers(paper).filter((answer) => answer.length === 0)).toEqual([]);
    expect(answers(paper)[5]).toEqual(['What the integration does.', 'And more.']);
    expect(paper.findings).toEqual([]);
  });

  it('has Regions, detail types and samples', () => {
    const text = paperMarkdown(
      questionnairePaper(known({ customerRegions: ['us-east-1', 'eu-west-1'] }), events, []),
    );

    expect(text).toContain('| us-east-1, eu-west-1 |');
    expect(text).toContain('| order.placed | An order was placed. |');
    expect(text).toContain('```json\n{"a": 1}\n```');
    expect(text).toContain('aws.partner/vendor.example');
  });

  it('names what is missing and where to give it, each once', () => {
    const paper = questionnairePaper(
      known({ account: undefined }, {}),
      { listed: [], samples: [] },
      [],
    );

    expect(fields(paper)).toEqual([
      'companyName in partner.json',
      'account in stages/prod.json',
      'contactEmails in partner.json',
      'contactPhones in partner.json',
      'companyDescription in partner.json',
      'integrationDescription in partner.json',
      'logos.squareSvg.url in partner.json',
      'logos.squarePng.url in partner.json',
      'logos.wideSvg.url in partner.json',
      'logos.widePng.url in partner.json',
      'useCases in partner.json',
      'links in partner.json',
      'detail types in catalog/index.json',
    ]);
    expect(fields(questionnairePaper(known({}, {}), events, []))).toContain(
      'catalogUrl in partner.json',
    );
  });

  it('lists a hundred of many detail types', () => {
    const listed = Array.from({ length: 3_000 }, (_, index) => ({
      detailType: `type.${index}`,
      description: 'It happened.',
    }));
    const text = paperMarkdown(questionnairePaper(known(), { listed, samples: [] }, []));

    expect(text).toContain('type.99 |');
    expect(text).not.toContain('type.100 |');
    expect(text).toContain('2900 more are in the attached catalogue.');
    expect(text).not.toContain('Sample events\n');
  });
});

it('each paper has the contradictions that are about it', () => {
  const all = [about('test access'), about('questionnaire'), about('catalogue')];

  expect(testAccessPaper(known(), all).findings).toEqual([about('test access')]);
  expect(questionnairePaper(known(), events, all).findings).toEqual([
    about('questionnaire'),
    about('catalogue'),
  ]);
});

it('the answers are those of the stage', () => {
  const given = known({ reconcile: { everyMinutes: 20 } });
  const text = paperMarkdown(answersPaper(given));

  expect(text).toContain('Every 20 minutes');
  for (const { question } of guideAnswers(given.settings)) expect(text).toContain(`## ${question}`);
});

describe('a paper that is not complete says so', () => {
  const gap: Finding = {
    kind: 'missing',
    paper: 'questionnaire',
    field: 'links',
    problem: 'is missing',
    where: 'partner.json',
  };
  const paper: Paper = {
    fileName: 'x',
    title: 'A paper',
    introduction: [],
    parts: [
      {
        kind: 'questions',
        title: 'Part',
        questions: [{ label: 'Links', hint: 'For', answer: [], gap }],
      },
    ],
    findings: [gap, { ...gap, kind: 'unchecked', field: 'logo' }],
  };

  it('at its beginning, and where the answer belongs', () => {
    expect(paperMarkdown(paper)).toContain('- questionnaire: links is missing (partner.json)');
    expect(paperMarkdown(paper)).toContain('| Links | For | **missing:** links (partner.json) |');
    expect(paperHtml(paper)).toContain('<li>questionnaire: links is missing (partner.json)</li>');
    expect(paperHtml(paper)).toContain('missing: links (partner.json)');
  });

  it('but not of what is worth knowing alone', () => {
    const complete = { ...paper, findings: paper.findings.slice(1) };

    expect(paperMarkdown(complete)).not.toContain('Not complete');
    expect(paperHtml(complete)).not.toContain('Not complete');
  });
});

it('a paper escapes every text', () => {
  const hostile = '<script>alert(1)</script>|"\'';
  const partner = { companyName: hostile, useCases: [hostile] };
  const listed = [{ detailType: hostile, description: hostile }];
  const paper = questionnairePaper(
    known({}, partner),
    { listed, samples: [{ detailType: hostile, json: hostile }] },
    [{ ...about('questionnaire'), problem: hostile }],
  );

  expect(paperHtml(paper)).not.toContain('<script');
  expect(paperMarkdown(paper).replaceAll(/```[^]*?```/g, '')).not.toMatch(
    /(?<!\\)<script|(?<!\\)\|"/,
  );
});

describe('sampleEvents', () => {
  const stage = known().stage;

  it('has a sample of each of the first fifteen types', async () => {
    const types = Array.from({ length: 20 }, (_, index) =>
      aDetailType({ detailType: `t${index}` }),
    );
    const samples = await sampleEvents(catalogOf(types), stage);

    expect(samples.map(({ detailType }) => detailType)).toEqual(
      types.slice(0, 15).map(({ detailType }) => detailType),
    );
    expect(JSON.parse(samples[0]?.json ?? '')).toMatchObject({ 'detail-type': 't0' });
  });

  it('leaves out those that are long, and types that cannot be read', async () => {
    const long = sampleEvent('vendor.example', 'order.placed', { text: 'x'.repeat(5_000) });
    const catalog = catalogOf([aDetailType({ samples: [long] })], { broken: new Error('x') });

    expect(await sampleEvents(catalog, stage)).toEqual([]);
  });
});
