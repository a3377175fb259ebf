import { isJsonObject } from '../lambdas/domain/json.ts';
import {
  isStageName,
  parseStage,
  StageError,
  stageNameRule,
  withLogo,
} from './stage/read-stage.ts';
import type { StageKeys } from './stage/stage-keys.ts';
import type { Stage } from './stage/stage.ts';

/** What {@link defineStage} takes: the keys of a stage, its name, and where its catalogue is. */
export interface StageProps extends StageKeys {
  /** 1 to 20 lower-case letters, digits and hyphens. Names of stacks, tables and buckets have it. */
  readonly name: string;
  /**
   * The folder of the vendor's catalogue of detail types: `index.json`, and `detail-types/` with a JSON Schema and
   * samples of each. Without it, the catalogue is empty.
   */
  readonly catalog?: string | undefined;
}

/**
 * A stage with its defaults filled in. Throws a {@link StageError}: a line for each wrong value.
 *
 * @param props its name and its keys; most of them have a default
 */
export function defineStage(props: StageProps): Stage {
  // Whatever the types say, JavaScript may give anything.
  if (!isJsonObject(props)) {
    throw new StageError(
      `stage: must be an object of a stage’s keys, not ${JSON.stringify(props)}`,
    );
  }
  const { name, catalog, ...keys } = props;
  if (!isStageName(name)) {
    throw new StageError(`stage: name must be ${stageNameRule}, not ${JSON.stringify(name)}`);
  }
  const file = `stage ${name}`;
  if (catalog !== undefined && (typeof catalog !== 'string' || catalog === '')) {
    throw new StageError(
      `${file}: catalog must be the path of a folder, not ${JSON.stringify(catalog)}`,
    );
  }
  const stage = withLogo(parseStage(name, keys, file), { file, folder: '' });
  return catalog === undefined ? stage : { ...stage, catalog };
}
