import type { SourceView } from '../../lambdas/contract/source-view.ts';
import type { DescribedDetailType } from '../../lambdas/ports/catalog.ts';
import type { JudgeDetail } from './judge/detail-schema.ts';
import type { Camera } from './screenshots.ts';
import type { ItemServices } from './item-run.ts';
import type { Journal } from './journal.ts';
import type { RunNames } from './run-names.ts';
import type { SampleToSend } from './samples.ts';
import type { Subject } from './subject/subject.ts';

/** Everything that an item needs besides its own run. */
export interface WalkContext {
  readonly subject: Subject;
  readonly names: RunNames;
  readonly regions: readonly string[];
  readonly samples: readonly SampleToSend[];
  /** Compiles each schema once for all Regions. */
  readonly judgeOf: (described: DescribedDetailType) => JudgeDetail;
  readonly journal: Journal;
  /** What to take away of a registration. */
  readonly removeRegistration: (generator: string) => Promise<void>;
  /** Notes a link to a detail, which whoever has it may follow: reports hide it. */
  readonly noteLink: (link: string) => void;
  readonly camera: Camera;
  readonly services: ItemServices;
  readonly onProgress: (text: string) => void;
}

/** A source that a Region's items go on with. */
export interface WalkedSource {
  readonly generator: string;
  readonly view: SourceView;
}
