import { guideItems } from '../guide/items.ts';
import type { GuideItem, ListPart } from '../guide/items.ts';
import type { Report, Section } from './report.ts';

/** A row of the overview: an item of the list. */
export interface OverviewRow {
  readonly item: GuideItem;
  readonly title: string;
  readonly part: ListPart;
  /** One that holds for all Regions, or one for each Region of the run. */
  readonly cells: readonly OverviewCell[];
}

/** How an item went in a Region. */
export interface OverviewCell {
  readonly status: Section['status'];
  /** The section that it is read in; undefined if there is none. */
  readonly id: string | undefined;
  readonly region: string | undefined;
}

/** The items of the list, by Region. */
export function overviewOf({ sections, regions }: Report): readonly OverviewRow[] {
  const items = new Map<GuideItem, Section[]>();
  for (const section of sections) {
    items.set(section.item, [...(items.get(section.item) ?? []), section]);
  }
  return [...items].map(([item, results]) => ({
    item,
    title: guideItems[item].title,
    part: guideItems[item].part,
    cells: cellsOf(results, regions),
  }));
}

function cellsOf(results: readonly Section[], regions: readonly string[]): readonly OverviewCell[] {
  const isOnce = results.every(({ region }) => region === undefined) || regions.length === 0;
  if (isOnce) return [cellOf(results, undefined)];
  return regions.map((region) =>
    cellOf(
      results.filter((result) => result.region === region || result.region === undefined),
      region,
    ),
  );
}

/** The worst of several. */
function cellOf(results: readonly Section[], region: string | undefined): OverviewCell {
  const worst =
    results.find(({ status }) => status === 'failed') ??
    results.find(({ status }) => status === 'notRun') ??
    results[0];
  return { status: worst?.status ?? 'notRun', id: worst?.id, region };
}
