import { expect, test } from '@jest/globals';
import { ItemEnded } from '../../../operate/validate/item-ended.ts';
import { openItem } from '../../../operate/validate/item-run.ts';
import { fakeClock } from './support/fake-clock.ts';

function anItem() {
  const stopping = new AbortController();
  const services = { clock: fakeClock(), signal: stopping.signal, onEnd: () => undefined };
  return { stopping, item: openItem({ item: 'nameUnique', region: 'eu-west-1' }, services) };
}

const about = { title: 'The tenant registers', call: 'POST /sources', by: 'tenant' } as const;
const dropped = async () => {
  throw new TypeError('fetch failed', { cause: new Error('other side closed') });
};

test('an error of a call is a problem that names the call', async () => {
  const { item } = anItem();
  await item.step(async (run) => await run.call(about, dropped));
  expect(item.end()).toMatchObject({
    status: 'failed',
    problems: ['expected an answer to POST /sources, but Error: other side closed'],
  });
});

test('an error after a call that failed and was dealt with does not name it', async () => {
  const { item } = anItem();
  await item.step(async (run) => {
    await run.call(about, dropped).catch(() => undefined);
    throw new ItemEnded('expected this, but that');
  });
  expect(item.end().problems).toEqual(['expected this, but that']);
});

test('nothing goes on after a stop, and a call that was given up says nothing', async () => {
  const { item, stopping } = anItem();
  await item.step(async (run) => {
    stopping.abort();
    await run.call(about, dropped);
  });
  await item.step(async (run) => run.problem('it went on'));
  expect(item.end()).toMatchObject({ status: 'notRun', problems: ['the run was stopped'] });
});
