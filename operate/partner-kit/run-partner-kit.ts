import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { stageSettings } from '../../lib/stage/stage-settings.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { fileProblem } from '../../terminal/json-file.ts';
import { noArguments } from '../arguments.ts';
import { OperationError } from '../operation-error.ts';
import { catalogFolder } from '../own-catalog.ts';
import { findStage } from '../target/stage-stack.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { findingLine, isComplete, type Finding, type PaperName } from './finding.ts';
import { readPartner, standardPartnerFile } from './partner-file.ts';
import { writeKit, type Kit, type KitServices } from './write-kit.ts';

const options = {
  stage: { type: 'string' },
  out: { type: 'string' },
  partner: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Runs `fanout partner-kit` with these arguments; resolves with its exit code. */
export async function runPartnerKit(
  args: readonly string[],
  terminal: Terminal,
  services: Pick<KitServices, 'drawArchitecture'> & Partial<KitServices>,
): Promise<number> {
  const { values, positionals } = parseArguments(args, options);
  noArguments(positionals);
  const stage = findStage(required('--stage NAME', values.stage));
  const folder = required('--out DIR', values.out);
  const partner = await readPartner(values.partner);
  await makeFolder(folder);
  const partnerFile = values.partner ?? standardPartnerFile;
  const known = { stage, settings: stageSettings(stage), partner, partnerFile };
  const kit = await writeKit(known, folder, { catalogFolder, ...services }).catch(asProblem);
  const complete = isComplete(kit.findings);
  if (values.json) printJson(terminal, { stage: stage.name, folder, complete, ...kit });
  else printLines(terminal, [`Partner kit of stage ${stage.name} in ${folder}`, kitLines(kit)]);
  return complete ? 0 : 1;
}

function required(option: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value;
  throw new InputError(`${option} is missing (--help lists the options)`);
}

/** Makes the kit's folder, unless its catalogue would be among the files of the vendor's own. */
async function makeFolder(folder: string): Promise<void> {
  if (resolve(folder, 'catalog') === resolve(catalogFolder)) {
    throw new InputError(
      `--out ${folder}: its catalog folder is the one that the kit is made from`,
    );
  }
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new InputError(`--out ${folder}: ${fileProblem(error)}`, { cause: error });
  }
}

/** A file that cannot be written is no bug. */
function asProblem(error: unknown): never {
  const isOfFile = Error.isError(error) && 'syscall' in error && 'path' in error;
  if (!isOfFile) throw error;
  throw new OperationError(`${String(error.path)}: ${fileProblem(error)}`, { cause: error });
}

function kitLines({ files, detailTypes, findings }: Kit): readonly string[] {
  const notes = findings.filter(({ kind }) => kind === 'unchecked');
  const open = findings.filter(({ kind }) => kind !== 'unchecked');
  return [
    ...files.map((file) => `  ${file}`),
    `${detailTypes} detail type${detailTypes === 1 ? '' : 's'} documented`,
    ...notes.map((finding) => `not checked: ${findingLine(finding)}`),
    ...mails.map(({ file, papers }) => {
      const ofMail = open.filter(({ paper }) => papers.includes(paper));
      return `${file}: ${ofMail.length === 0 ? 'complete' : `incomplete (${amounts(ofMail)})`}`;
    }),
    ...open.map((finding) => `${finding.kind}: ${findingLine(finding)}`),
  ];
}

/** What is sent at different times, and the papers that it consists of. */
const mails: readonly { readonly file: string; readonly papers: readonly PaperName[] }[] = [
  { file: 'request-for-test-access', papers: ['test access'] },
  { file: 'questionnaire', papers: ['questionnaire', 'catalogue'] },
];

function amounts(open: readonly Finding[]): string {
  const missing = open.filter(({ kind }) => kind === 'missing').length;
  return `${missing} missing, ${open.length - missing} that AWS would not take`;
}
