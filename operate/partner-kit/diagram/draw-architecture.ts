import type { Stage } from '../../../lib/stage/stage.ts';
import { describeArchitecture } from './content/describe-architecture.ts';
import { layOut } from './layout/lay-out.ts';
import { pngOf } from './render/png.ts';
import { svgOf } from './render/svg.ts';
import { synthesizeTemplates } from './stacks/synthesize-templates.ts';

/** A diagram in the two forms that AWS takes. */
export interface Diagram {
  readonly svg: string;
  readonly png: Uint8Array;
}

/**
 * Draws a stage as customers see it under "How does it work?": from the stacks that are synthesized for it,
 * on white, without a title and without logos. The same stacks are drawn the same to the byte.
 */
export function drawArchitecture(stage: Stage): Diagram {
  const svg = svgOf(layOut(describeArchitecture(stage, synthesizeTemplates(stage))));
  return { svg, png: pngOf(svg) };
}
