import { answerParent } from '../../../../tools/bench/measure/child-program.ts';

answerParent(async (question) => {
  if (question === 'fail') throw new Error('asked to');
  if (question === 'exit') process.exit(7);
  return { question, options: process.execArgv, greeting: process.env['GREETING'] };
});
