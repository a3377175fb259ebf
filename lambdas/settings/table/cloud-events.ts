import { canGiveGenerator, defaultGeneratorAttribute } from '../../domain/cloud-event.ts';
import { setting } from '../setting.ts';
import { textThat } from '../value-kinds.ts';

/** How CloudEvents are read, which producers may send instead of domain events. */
export const cloudEvents = {
  generatorAttribute: setting({
    stageKey: 'cloudEvents.generatorAttribute',
    variable: 'CLOUD_EVENTS_GENERATOR_ATTRIBUTE',
    functions: ['fan-out'],
    kind: textThat(
      canGiveGenerator,
      'subject, source, or the name of an extension: at most 20 lower-case letters and digits',
    ),
    default: defaultGeneratorAttribute,
    meaning:
      'The attribute of a CloudEvent that gives its generator: `subject`, `source` or an extension attribute.',
    reason:
      'The specification has `subject` for what the event is about in the context of its source (docs/adr/0051).',
  }),
};
