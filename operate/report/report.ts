import { guideItems, type GuideItem } from '../guide/items.ts';
import {
  isPassed,
  type Evidence,
  type ItemResult,
  type Validation,
} from '../validate/validation.ts';
import {
  maskedValidation,
  maskOf,
  type Mask,
  type MaskOptions,
} from './masking/mask-validation.ts';

/** An answer that AWS asks for in words. */
export interface AnswerInWords {
  readonly item: GuideItem;
  readonly question: string;
  /** Plain text. */
  readonly paragraphs: readonly string[];
}

/** What a report is made with. */
export interface ReportOptions extends MaskOptions {
  readonly answers: readonly AnswerInWords[];
}

/** Of a Region's name in the name of a file, in characters; AWS's are shorter. */
const maxRegionLength = 32;

/** A picture of the page, and the name of its file beside the Markdown. */
export interface Screenshot {
  readonly at: string;
  readonly title: string;
  readonly kind: 'screenshot';
  readonly png: Uint8Array;
  readonly file: string;
}

/** Evidence as a report shows it. */
export type ShownEvidence = Exclude<Evidence, { readonly kind: 'screenshot' }> | Screenshot;

/** How an item went in a Region, or in all of them, and where a page has it. */
export interface Section extends Omit<ItemResult, 'evidence'> {
  /** Unique in the report; fit for a fragment of a URL and for the name of a file. */
  readonly id: string;
  readonly evidence: readonly ShownEvidence[];
}

/** What every form of the report shows; nothing in it must be hidden. */
export interface Report extends Omit<Validation, 'items' | 'accounts' | 'secrets'> {
  readonly isPassed: boolean;
  /** In the guide's order, by Region. Every item of the guide is in it. */
  readonly sections: readonly Section[];
  readonly answers: readonly AnswerInWords[];
  /** Whether account numbers are masked. */
  readonly isMasked: boolean;
  /** The pictures that were left out, since they cannot be masked. */
  readonly leftOutScreenshots: number;
}

/** Makes of a run what its report shows. */
export function makeReport(validation: Validation, { mask, answers }: ReportOptions): Report {
  const hide = maskOf(validation, { mask });
  const { items, accounts: _, secrets: __, ...shown } = maskedValidation(validation, hide);
  const ordered = inOrder(items, shown.regions);
  const pictures = items.flatMap(({ evidence }) => evidence.filter(isScreenshot));
  return {
    ...shown,
    isPassed: isPassed({ ...validation, items: ordered }),
    sections: ordered.map((item, index) => sectionOf(item, index, mask)),
    answers: answers.map((answer) => maskedAnswer(answer, hide)),
    isMasked: mask,
    leftOutScreenshots: mask ? pictures.length : 0,
  };
}

/** The results in the guide's order, and one for each item that the run did not come to. */
function inOrder(items: readonly ItemResult[], regions: readonly string[]): readonly ItemResult[] {
  return Object.keys(guideItems)
    .filter(isGuideItem)
    .flatMap((item) => {
      const results = items.filter((result) => result.item === item);
      return results.length === 0
        ? [notReached(item)]
        : results.toSorted((one, other) => rankOf(one, regions) - rankOf(other, regions));
    });
}

function isGuideItem(name: string): name is GuideItem {
  return Object.hasOwn(guideItems, name);
}

/** What holds for all Regions comes first. */
function rankOf({ region }: ItemResult, regions: readonly string[]): number {
  return region === undefined ? -1 : regions.indexOf(region);
}

function notReached(item: GuideItem): ItemResult {
  const problems = ['The run did not come to it'];
  return { item, region: undefined, status: 'notRun', problems, notes: [], evidence: [] };
}

function sectionOf(result: ItemResult, index: number, isMasked: boolean): Section {
  const region = (result.region ?? '')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .slice(0, maxRegionLength);
  const id = [String(index + 1).padStart(2, '0'), result.item, region]
    .filter((part) => part !== '')
    .join('-');
  const shown = isMasked ? result.evidence.filter((one) => !isScreenshot(one)) : result.evidence;
  return { ...result, id, evidence: shown.map((one, place) => shownEvidence(one, id, place)) };
}

function shownEvidence(evidence: Evidence, id: string, place: number): ShownEvidence {
  return evidence.kind === 'screenshot'
    ? { ...evidence, file: `report-${id}-${place + 1}.png` }
    : evidence;
}

function isScreenshot({ kind }: Evidence): boolean {
  return kind === 'screenshot';
}

function maskedAnswer({ item, question, paragraphs }: AnswerInWords, mask: Mask): AnswerInWords {
  return { item, question: mask(question), paragraphs: paragraphs.map(mask) };
}
