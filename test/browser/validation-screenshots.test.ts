import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCamera, type Camera } from '../../operate/validate/screenshots.ts';
import type { SourceScene } from '../../operate/validate/scenes.ts';
import { startSignInWorld } from './support/sign-in-world.ts';
import { startWorld, type RegisteredSource, type World } from './support/world.ts';

// The life of a source, as the tool that walks through the validation list shows it: each test goes on
// where the one before has ended.

const customer = { account: '444455556666', region: 'eu-west-1' };
const generator = 'fanout-validate-abc-a/one';
const customerPath = `/_local/customers/${customer.account}/${customer.region}`;
const folder = join(import.meta.dirname, '../../dist/screenshots');

let world: World;
let camera: Camera;
let scene: SourceScene;

beforeAll(async () => {
  world = await startWorld();
  camera = await openCamera();
  scene = {
    url: world.cloud.consoleUrl,
    tenant: 'fanout-validate-abc-a',
    generator,
    ...customer,
    name: `aws.partner/vendor.example.test/${generator}/${customer.account}`,
  };
});
afterAll(async () => {
  await camera.close();
  await world.close();
});

/** Width and height of a PNG, and keeps it for people to look at. */
function sizeOf(png: Uint8Array | undefined, step: string) {
  if (png === undefined) throw new Error(camera.notes.join('\n'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `validate-${step}.png`), png);
  const bytes = Buffer.from(png);
  const isPng = bytes.subarray(1, 4).toString('latin1') === 'PNG';
  return { isPng, width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

const aPicture = { isPng: true, width: 1400, height: expect.any(Number) };

test('the controls of the registration form are known by their labels', async () => {
  expect(await camera.registerForm(scene.url)).toEqual({
    labels: [
      'Generator',
      'AWS account',
      'Region',
      'Display name (optional)',
      'All, including types added later',
      'Only selected types',
    ],
  });
});

test('there are pictures of the form, and of the source while it is PENDING', async () => {
  expect(sizeOf(await camera.shoot('register', scene), 'register')).toEqual(aPicture);
  const registered = await world.callApi(scene.tenant, 'POST', '/sources', {
    generator,
    ...customer,
  });
  expect((registered as RegisteredSource).name).toBe(scene.name);
  expect(sizeOf(await camera.shoot('pending', scene), 'pending')).toEqual(aPicture);
});

test('there are pictures of the source while it is ACTIVE, and of what arrived', async () => {
  await world.callLocal('POST', `${customerPath}/buses`, { name: scene.name });
  const eventPattern = '{"account":[{"exists":true}]}';
  await world.callLocal('POST', `${customerPath}/rules`, {
    bus: scene.name,
    name: 'all',
    eventPattern,
  });
  expect(sizeOf(await camera.shoot('active', scene), 'active')).toEqual(aPicture);
  await world.send({ id: 'e1', generator, detailType: 'push', detail: { message: 'hello' } });
  await world.settled();
  expect(sizeOf(await camera.shoot('received', scene), 'received')).toEqual(aPicture);
});

test('there is a picture after the source was deleted', async () => {
  await world.callApi(scene.tenant, 'DELETE', `/sources/${scene.name}?region=${customer.region}`);

  expect(sizeOf(await camera.shoot('deleted', scene), 'deleted')).toEqual(aPicture);
});

test('what the page does not show is in no picture, and a note says so', async () => {
  await using hurried = await openCamera({ patienceMs: 2_000 });

  expect(await hurried.shoot('active', scene)).toBeUndefined();
  expect(hurried.notes).toEqual([expect.stringMatching(/^there is no screenshot "active": /)]);
});

test('on a stage there is a picture of the page before the sign-in', async () => {
  const stage = await startSignInWorld();
  const png = await camera.shoot('signIn', { url: stage.cloud.consoleUrl });

  expect(sizeOf(png, 'sign-in')).toEqual(aPicture);
  await stage.close();
});
