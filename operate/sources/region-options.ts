import { commonOptions } from '../target/target.ts';

/** The options of a command for one source that is named by its argument. */
export const regionOptions = { ...commonOptions, region: { type: 'string' } } as const;

/** The help text of {@link regionOptions}, without that of the options that every command has. */
export const regionHelp =
  '  --region NAME       the Region of the source, if several have this name';
