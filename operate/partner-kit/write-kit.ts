import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stage } from '../../lib/stage/stage.ts';
import { contradictionsIn } from './contradictions.ts';
import { writeCatalog } from './catalog-site/write-catalog.ts';
import type { Finding } from './finding.ts';
import { logoFindings } from './logos/logo-findings.ts';
import { openCatalog, type OpenedCatalog } from './open-catalog.ts';
import { answersPaper } from './papers/answers-paper.ts';
import type { Known } from './papers/known.ts';
import type { Paper } from './papers/paper.ts';
import { paperHtml } from './papers/paper-html.ts';
import { paperMarkdown } from './papers/paper-markdown.ts';
import { questionnairePaper } from './papers/questionnaire.ts';
import { sampleEvents } from './papers/sample-events.ts';
import { testAccessPaper } from './papers/test-access.ts';

/** What writing a kit needs from outside. */
export interface KitServices {
  /** Draws the stacks of a stage, which takes seconds. */
  readonly drawArchitecture: (stage: Stage) => {
    readonly svg: string;
    readonly png: Uint8Array;
  };
  readonly catalogFolder: string;
}

/** A kit that was written. */
export interface Kit {
  /** From the kit's folder; `catalog/` has more. */
  readonly files: readonly string[];
  readonly detailTypes: number;
  readonly findings: readonly Finding[];
}

/**
 * Writes all papers of a stage, as far as they can be: what is missing or contradicts is in the findings, and
 * in the papers.
 *
 * @param known `partnerFile` also says from where the files of logos are named
 * @param folder is made if it is not there; what has the name of a file of the kit is replaced
 */
export async function writeKit(
  known: Known,
  folder: string,
  { drawArchitecture, catalogFolder }: KitServices,
): Promise<Kit> {
  const { stage } = known;
  const opened = openCatalog(catalogFolder, stage.partnerName);
  await mkdir(folder, { recursive: true });
  const logos = await logoFindings(known);
  const catalog = await writeCatalogOf(opened, join(folder, 'catalog'), stage);
  const papers = await papersOf(known, opened, [...logos, ...catalog.findings]);
  const files = [
    ...papers.flatMap((paper) => [
      { name: `${paper.fileName}.html`, content: paperHtml(paper) },
      { name: `${paper.fileName}.md`, content: paperMarkdown(paper) },
    ]),
    ...drawingFiles(drawArchitecture(stage)),
  ];
  for (const { name, content } of files) await writeFile(join(folder, name), content);
  return {
    files: [...files.map(({ name }) => name), ...catalog.files],
    detailTypes: catalog.types,
    findings: papers.flatMap(({ findings }) => findings),
  };
}

async function papersOf(
  known: Known,
  { catalog, listed }: OpenedCatalog,
  found: readonly Finding[],
): Promise<readonly Paper[]> {
  const findings = [...contradictionsIn(known, listed), ...found];
  const samples = catalog === undefined ? [] : await sampleEvents(catalog, known.stage);
  return [
    testAccessPaper(known, findings),
    questionnairePaper(known, { listed, samples }, findings),
    answersPaper(known),
  ];
}

async function writeCatalogOf(
  { catalog, findings, listed }: OpenedCatalog,
  folder: string,
  stage: Stage,
) {
  if (catalog === undefined || listed.length === 0) return { files: [], types: 0, findings };
  const { types, problems } = await writeCatalog(catalog, folder, stage);
  const unreadable = problems.map((problem): Finding => ({
    kind: 'contradiction',
    paper: 'catalogue',
    field: 'detail type',
    problem: `cannot be read: ${problem}`,
    where: 'catalog/detail-types',
  }));
  return {
    files: ['catalog/index.html', 'catalog/catalog.md'],
    types,
    findings: [...findings, ...unreadable],
  };
}

function drawingFiles({ svg, png }: { readonly svg: string; readonly png: Uint8Array }) {
  return [
    { name: 'architecture.svg', content: svg },
    { name: 'architecture.png', content: png },
  ];
}
