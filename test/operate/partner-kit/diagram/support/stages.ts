import type { StackTemplate } from '../../../../../operate/partner-kit/diagram/stacks/stack-template.ts';
import { synthesizeTemplates } from '../../../../../operate/partner-kit/diagram/stacks/synthesize-templates.ts';
import type { Stage } from '../../../../../lib/stage/stage.ts';
import { aStage, aTwoRegionStage } from '../../../../support/synthesize.ts';

/** A stage, with the templates that are synthesized for it. */
export interface SynthesizedStage {
  readonly stage: Stage;
  readonly templates: readonly StackTemplate[];
}

/** Two Regions, with everything that a stage can have. */
export function aWholeStage(): SynthesizedStage {
  return synthesized(aTwoRegionStage());
}

/** One Region, no history, no large events, a provider of the vendor’s, and no choice for customers. */
export function aBareStage(): SynthesizedStage {
  return synthesized(
    aStage({
      history: { rows: 'none' },
      largeEvents: { relay: 'no' },
      customerRegions: ['us-east-1'],
      signIn: { issuer: 'https://login.vendor.example', clientId: 'page' },
    }),
  );
}

/** A stage with a long name, and so many Regions that they are not all named. */
export function aLargeStage({ stage, templates }: SynthesizedStage): SynthesizedStage {
  const others = templates.filter(({ region }) => region !== stage.homeRegion);
  const more = ['ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'eu-central-1'].flatMap(
    (region) =>
      others.map((one) => ({ ...one, region, stack: one.stack.replace(one.region, region) })),
  );
  const partnerDomain = `${'events.of-the-'.repeat(6)}vendor.example`;
  return {
    stage: { ...stage, partnerDomain },
    // The longest names of Regions come first.
    templates: [...templates.filter((one) => !others.includes(one)), ...more, ...others],
  };
}

/** A template with its resources changed; `undefined` takes one away. */
export function withResources(
  { stage, templates }: SynthesizedStage,
  stack: string,
  change: (resources: Readonly<Record<string, TemplateResource>>) => object,
): SynthesizedStage {
  return {
    stage,
    templates: templates.map((one) => {
      if (one.stack !== stack) return one;
      const template = one.template as { Resources: Record<string, TemplateResource> };
      return { ...one, template: { ...template, Resources: change(template.Resources) } };
    }),
  };
}

/** A resource as a template has it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: object;
}

function synthesized(stage: Stage): SynthesizedStage {
  return { stage, templates: synthesizeTemplates(stage) };
}
