import {
  standardSettings,
  withOverrides,
  type Settings,
} from '../../lambdas/settings/standard-settings.ts';
import type { Stage } from './stage.ts';

/** The settings of a stage: what it sets, and the defaults of all that it cannot. */
export function stageSettings(stage: Stage): Settings {
  return withOverrides(standardSettings, stage);
}
