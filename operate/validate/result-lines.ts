import { maskedValidation, maskOf, type MaskOptions } from '../report/masking/mask-validation.ts';
import { guideItems } from '../guide/items.ts';
import { countOf, plainText } from '../plain-text.ts';
import { isPassed, type ItemResult, type Validation } from './validation.ts';

const words = { passed: 'passed', failed: 'FAILED', notRun: 'not run' } as const;

/** An item as it ends, with its problems and notes below. */
export function itemLines({
  item,
  region,
  status,
  problems,
  notes,
}: ItemResult): readonly string[] {
  const where = region === undefined ? '' : ` (${region})`;
  return [
    `${words[status].padEnd(7)}  ${guideItems[item].title}${where}`,
    ...problems.map((text) => `         - ${plainText(text)}`),
    ...notes.map((text) => `         note: ${plainText(text)}`),
  ];
}

/** The end of a run: how many items passed, and whether anything is left. */
export function summaryLines(validation: Validation): readonly string[] {
  const { items, cleanUp, stopped } = validation;
  const counted = (status: ItemResult['status']) =>
    items.filter((one) => one.status === status).length;
  return [
    `${counted('passed')} passed, ${counted('failed')} failed, ${counted('notRun')} not run${stopped ? ' (stopped)' : ''}`,
    cleanUp.left.length === 0
      ? `${countOf(cleanUp.removed, 'thing')} taken away; nothing is left`
      : `${countOf(cleanUp.removed, 'thing')} taken away; left:`,
    ...cleanUp.left.map((text) => `  - ${plainText(text)}`),
    isPassed(validation) ? 'The walk passed.' : 'The walk did not pass.',
  ];
}

/** A run as JSON, without screenshots and with what a report would hide hidden. */
export function asJson(validation: Validation, options: MaskOptions): object {
  const { secrets: _, ...shown } = maskedValidation(validation, maskOf(validation, options));
  const items = shown.items.map(({ evidence, ...item }) => ({
    ...item,
    evidence: evidence.filter(({ kind }) => kind !== 'screenshot'),
  }));
  return { passed: isPassed(validation), ...shown, items };
}
