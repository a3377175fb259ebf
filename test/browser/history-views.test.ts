import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  nodePayloadSnippet,
  pythonPayloadSnippet,
  stubsOnly,
  wholeEventsOnly,
} from '../../web/snippets/large-events.ts';
import { aDetailType } from '../web/support/catalog-builders.ts';
import {
  aDelivery,
  aLargeEventDelivery,
  anAttempt,
  anEventDelivery,
  anHour,
  aReplay,
  missedEvents,
} from '../web/support/history-builders.ts';
import { appears } from './support/appears.ts';
import { consoleTests, type OpenedConsole } from './support/console-tests.ts';
import { eventually } from './support/eventually.ts';
import { FakeHistory } from './support/fake-history.ts';
import { focusStop, hasFocus, tabTo, controlsMissedByTab } from './support/keyboard.ts';
import { findings } from './support/looks.ts';
import { badge } from './support/vendor-page.ts';

// What the page makes of a service's answers, with a service that answers what each test wants.

const generator = 'acme/repo1';
const name = `aws.partner/vendor.test/${generator}/111122223333`;
const sourceHash = `#/sources/eu-west-1/${name}`;
const deliveriesHash = `${sourceHash}?tab=deliveries`;
const replaysHash = `${sourceHash}?tab=replays`;
const hourMs = 3_600_000;

const openConsole = consoleTests();
let service: FakeHistory;
let opened: OpenedConsole;
let page: Page;

beforeEach(async () => {
  service = new FakeHistory();
  opened = await openConsole((request) => service.answer(request));
  ({ page } = opened);
});

const button = (text: string | RegExp) => page.getByRole('button', { name: text, exact: true });
const hoursAgo = (hours: number) => new Date(Date.now() - hours * hourMs).toISOString();
const requestsOf = (method: string, path: RegExp) =>
  service.requests.filter((one) => one.method === method && path.test(one.path));

describe('deliveries', () => {
  test('are shown with their outcomes, and new ones come by themselves', async () => {
    await opened.open(deliveriesHash);
    await page.getByRole('link', { name: 'e1' }).waitFor();
    service.pages[''] = {
      deliveries: [aDelivery({ event: 'e2', state: 'PENDING' }), aDelivery()],
      nextCursor: null,
      searchedTo: null,
    };

    expect(
      await appears(page.getByRole('row', { name: /e2 .*Accepted while nobody listened/ })),
    ).toBe(true);
    expect(await appears(page.getByText('Everything in this range was searched.'))).toBe(true);
  });

  test('a page without any is not the end', async () => {
    const searchedTo = hoursAgo(3);
    service.pages = {
      '': { deliveries: [], nextCursor: 'further', searchedTo },
      further: { deliveries: [aDelivery({ event: 'old' })], nextCursor: null, searchedTo: null },
    };
    await opened.open(deliveriesHash);

    expect(await appears(page.getByText('Nothing found so far.'))).toBe(true);
    expect(await appears(page.getByText(/^Searched back to /))).toBe(true);
    await button('Search further').click();
    expect(await appears(page.getByRole('link', { name: 'old' }))).toBe(true);
    const [first, further] = requestsOf('GET', /deliveries$/).filter(
      (one, index) => index === 0 || one.query.has('cursor'),
    );
    expect(further?.query.get('since')).toBe(first?.query.get('since'));
  });

  test('are filtered by address, which keeps what is chosen', async () => {
    await opened.open(deliveriesHash);
    await page.getByLabel('Outcome', { exact: true }).selectOption('failed');
    await page.getByLabel('Time', { exact: true }).selectOption('7d');
    await page.getByLabel(/^Event id/).fill('e7');
    await page.keyboard.press('Enter');
    await eventually(() => expect(page.url()).toContain('range=7d&outcome=failed&event=e7'));
    await page.reload();
    await page.getByRole('link', { name: 'e1' }).waitFor();

    expect(await page.getByLabel('Outcome', { exact: true }).inputValue()).toBe('failed');
    const last = requestsOf('GET', /deliveries$/).at(-1);
    expect(Object.fromEntries(last!.query)).toMatchObject({ outcome: 'failed', event: 'e7' });
  });

  test('by hour are a chart with the same figures as a table', async () => {
    service.stats = {
      hours: [
        anHour({ hour: hoursAgo(3), accepted: 1200, failed: 4 }),
        anHour({ hour: hoursAgo(2), held: 30 }),
      ],
      isComplete: true,
    };
    await opened.open(deliveriesHash);

    const label = 'Outcomes by hour: accepted 1,200, held 30, failed 4';
    expect(await appears(page.getByRole('img', { name: label }))).toBe(true);
    await page.getByText('Figures by hour').click();
    expect(await appears(page.getByRole('cell', { name: '1,200' }))).toBe(true);
  });

  test('without a history, the tab says so', async () => {
    service.problem = {
      status: 409,
      body: { type: 'about:blank', title: 'No', status: 409, code: 'historyOff' },
    };
    opened.watch.forgive(/status of 409/);
    await opened.open(deliveriesHash);

    expect(await appears(page.getByText(/does not keep a history/))).toBe(true);
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.getByRole('link', { name: 'Replays' }).click();
    expect(await appears(page.getByText(/does not keep a history/))).toBe(true);
    expect(await button('Plan').count()).toBe(0);
  });
});

describe('the drawer of a delivery', () => {
  test('keeps the focus, closes by Escape, and gives the focus back', async () => {
    await opened.open(deliveriesHash);
    const link = page.getByRole('link', { name: 'e1' });
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Event e1' }).waitFor();
    await button('Send again').waitFor();
    const stops = [];
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press('Tab');
      stops.push(await focusStop(page));
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    expect(stops.filter((stop) => stop !== undefined && !stop.isInDialog)).toEqual([]);
    expect(stops.filter((stop) => stop?.isVisible === false)).toEqual([]);
    expect(await hasFocus(link)).toBe(true);
    expect(page.url()).not.toContain('open=');
  });

  test('shows the contents as they were written', async () => {
    service.delivery = anEventDelivery({
      bodyText:
        '{"detail":{"amount":300.0,"big":12345678901234567890,"deep":{"list":[1e2,"\\u0041"]}}}',
    });
    await opened.open(`${deliveriesHash}&open=e1`);
    const contents = page.getByRole('region', { name: 'Contents of the event' });

    expect(await appears(contents.getByText('"amount": 300.0'))).toBe(true);
    expect(await appears(contents.getByText('"big": 12345678901234567890'))).toBe(true);
    await contents.getByText('"deep"').click();
    await contents.getByText('"list"').click();
    expect(await appears(contents.getByText('0: 1e2'))).toBe(true);
    expect(await appears(contents.getByText('1: "\\u0041"'))).toBe(true);
  });

  test('shows a large event with its size, hash and link, and what its stub keeps', async () => {
    service.delivery = aLargeEventDelivery();
    await opened.open(`${deliveriesHash}&open=e1`);
    const link = page.getByRole('link', { name: 'Open the whole detail (opens in a new tab)' });

    expect(await appears(page.getByText('5.2 MB (5,242,880 bytes)'))).toBe(true);
    expect(await appears(page.getByText('ab'.repeat(32), { exact: true }))).toBe(true);
    expect(await appears(page.getByText('28 Nov 2999, 18:00:00'))).toBe(true);
    expect(await link.getAttribute('href')).toBe('https://api.vendor.test/payloads/token');
    const contents = page.getByRole('region', { name: 'Contents of the event' });
    expect(await appears(contents.getByText('"ref": "main"'))).toBe(true);
    // What was read once stays while the attempts are read again.
    service.delivery = anEventDelivery({
      attempts: [anAttempt(), anAttempt({ trigger: 'resend', replay: 'r1' })],
      bodyText: null,
    });
    expect(await appears(page.getByText('Sent again').first())).toBe(true);
    expect(await appears(link)).toBe(true);
  });

  test.each([
    [
      { url: null },
      'There is no link: the source is deleted, or the vendor cannot make links yet.',
    ],
    [{ expiresAt: '2026-11-01T00:00:00.000Z' }, 'The detail is no longer kept.'],
    [{ url: 'javascript:xss()' }, 'There is no link: the source is deleted, or the vendor'],
  ])('shows no link to a detail with %j, and says why', async (fields, text) => {
    service.delivery = aLargeEventDelivery(fields);
    await opened.open(`${deliveriesHash}&open=e1`);

    expect(await appears(page.getByText(text))).toBe(true);
    expect(await page.getByRole('link', { name: /whole detail/ }).count()).toBe(0);
  });

  test('says what each attempt means, and by which id the customer finds the event', async () => {
    service.delivery = anEventDelivery({
      attempts: [
        anAttempt({
          outcome: 'waiting',
          eventBridgeId: null,
          error: { code: 'InternalException', message: 'try later' },
        }),
        anAttempt({ state: 'PENDING', attempts: 3 }),
      ],
    });
    await opened.open(`${deliveriesHash}&open=e1`);

    expect(await appears(page.getByText('EventBridge had a problem in the Region.'))).toBe(true);
    expect(await appears(page.getByText(/the customer did not receive it/))).toBe(true);
    expect(await appears(page.getByText(/search the log of the rule for it/))).toBe(true);
  });

  test('sends the event again, and follows it', async () => {
    await opened.open(`${deliveriesHash}&open=e1`);
    await button('Send again').click();

    expect(await appears(page.getByText('Queued. The event is sent shortly.'))).toBe(true);
    service.delivery = anEventDelivery({
      attempts: [anAttempt(), anAttempt({ trigger: 'resend', replay: 'r1' })],
    });
    service.advance('r1', { state: 'completed', sent: 1 });
    expect(await appears(page.getByText('Sent: EventBridge accepted the event.'))).toBe(true);
    expect(await appears(page.getByText(/Sent again$/))).toBe(true);
    expect(requestsOf('POST', /resend$/)).toHaveLength(1);
  });

  test('says why an event cannot be sent again, and sends nothing', async () => {
    service.delivery = anEventDelivery({ body: 'expired', bodyText: null });
    await opened.open(`${deliveriesHash}&open=e1`);
    await button('Send again').focus();
    await page.keyboard.press('Enter');

    expect(await appears(page.getByText('The contents of this event are no longer kept.'))).toBe(
      true,
    );
    expect(requestsOf('POST', /resend$/)).toEqual([]);
  });
});

describe('a detail type', () => {
  test('has the schema of stubs, and how a target fetches a large detail', async () => {
    await opened.open('#/detail-types/push');
    const schema = page.getByRole('region', { name: 'JSON Schema of the stub' });
    const consumer = (language: string) =>
      page.getByRole('region', { name: `Lambda target (${language})` });

    expect(JSON.parse(await schema.innerText())).toEqual(service.detailType.stubSchema);
    expect(await consumer('Node.js').innerText()).toBe(nodePayloadSnippet);
    await tabTo(page, page.getByRole('tab', { name: 'Node.js' }));
    await page.keyboard.press('ArrowRight');
    expect(await consumer('Python').innerText()).toBe(pythonPayloadSnippet);
    expect(await appears(page.getByText(stubsOnly, { exact: true }))).toBe(true);
    expect(await appears(page.getByText(wholeEventsOnly, { exact: true }))).toBe(true);
  });

  test('says nothing of stubs where the vendor sends none', async () => {
    service.detailType = aDetailType({ stubSchema: null });
    await opened.open('#/detail-types/push');
    await page.getByRole('region', { name: 'JSON Schema' }).waitFor();

    expect(await page.getByRole('heading', { name: 'Large events' }).count()).toBe(0);
  });
});

test('the next steps have how a target fetches a large detail', async () => {
  await opened.open(sourceHash);
  await page.getByText('Fetch the details of large events').click();

  expect(await appears(page.getByRole('region', { name: 'Lambda target (Node.js)' }))).toBe(true);
});

test('texts that others choose are shown as texts', async () => {
  const hostile = '<img src=x onerror=xss()>';
  const error = { code: hostile, message: hostile };
  const attempt = anAttempt({ outcome: 'deadLettered', reason: hostile, error, replay: hostile });
  service.pages[''] = {
    deliveries: [aDelivery({ event: hostile, detailType: hostile, error })],
    nextCursor: null,
    searchedTo: null,
  };
  service.delivery = anEventDelivery({
    event: hostile,
    detailType: hostile,
    attempts: [attempt, { ...attempt, trigger: 'replay', eventBridgeId: hostile }],
    bodyText: JSON.stringify({ [hostile]: { [hostile]: hostile } }),
  });
  service.replays = [
    aReplay({ id: hostile, startedBy: hostile, reason: hostile, detailTypes: [hostile] }),
  ];
  await opened.open(deliveriesHash);
  await page.getByRole('link', { name: hostile }).click();
  const contents = page.getByRole('region', { name: 'Contents of the event' });

  expect(await appears(contents.getByText(`"${hostile}": "${hostile}"`))).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Replays' }).click();
  expect(await appears(page.getByText(`Started by ${hostile}`, { exact: false }))).toBe(true);
  expect(await page.locator('img, [onerror]').count()).toBe(0);
});

describe('a replay', () => {
  test('is planned, started, followed and cancelled', async () => {
    await opened.open(replaysHash);
    await page.getByLabel(/^Accepted:/).check();
    await page.getByLabel('Events a second, at most').fill('20');
    await button('Plan').click();
    expect(await appears(page.getByText('1,204 events, 3.2 MB.'))).toBe(true);
    expect(await appears(page.getByText(/^It takes 12 minutes at most/))).toBe(true);
    await button('Start replay').click();
    await page.getByRole('article', { name: 'Replay r1' }).waitFor();
    service.advance('r1', { sent: 700, failed: 2 });

    expect(
      await appears(page.getByText(/702 of 1,204 events: 700 sent, 2 not accepted at once/)),
    ).toBe(true);
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('702');
    await button('Cancel replay r1').click();
    expect(await appears(page.getByText(/^Cancelling/))).toBe(true);
    service.advance('r1', { state: 'cancelled', endedAt: new Date().toISOString() });
    expect(await appears(page.getByText('Cancelled.'))).toBe(true);
    expect(requestsOf('POST', /replays$/).at(-1)?.body).toMatchObject({
      source: name,
      region: 'eu-west-1',
      outcomes: ['missed', 'failed', 'accepted'],
      maxPerSecond: 20,
    });
  });

  test('has no plan any more once the form is changed', async () => {
    await opened.open(replaysHash);
    await button('Plan').click();
    await button('Start replay').waitFor();
    await page.getByLabel('Events a second, at most').fill('5');

    expect(await button('Start replay').count()).toBe(0);
  });

  test('is not planned while the form has an error', async () => {
    await opened.open(replaysHash);
    await page.getByLabel('Events a second, at most').fill('0');
    await button('Plan').click();

    expect(await appears(page.getByText('Enter a whole number from 1 on, or nothing.'))).toBe(true);
    await eventually(async () =>
      expect(await hasFocus(page.getByLabel('Events a second, at most'))).toBe(true),
    );
    expect(requestsOf('POST', /replays$/)).toEqual([]);
  });

  test('that a link leads to is shown first', async () => {
    service.replays = [aReplay({ id: 'r9', startedBy: 'bob', sent: 1204 })];
    await opened.open(`${replaysHash}&replay=r9`);

    expect(await appears(page.getByText(/^Started by bob/).first())).toBe(true);
  });
});

const sourceHeading = () => page.getByRole('heading', { level: 1 });

describe('missed events', () => {
  beforeEach(() => {
    service.source = { ...service.source, missedSince: '2026-11-21T14:00:00.000Z' };
    service.missed = { ...missedEvents({ isComplete: false, inDoubt: 7 }) };
  });

  test('are told, and sent again', async () => {
    await opened.open(sourceHash);
    const told =
      /At least 1,204 events were not received, and up to 7 more may not have been between 14:02 and 15:10 on 21 Nov 2026/;
    expect(await appears(page.getByText(told))).toBe(true);
    await button('Send them again').click();
    await eventually(async () => expect(await hasFocus(sourceHeading())).toBe(true));
    await page.getByRole('link', { name: /are being sent again: view/ }).click();

    expect(await appears(page.getByRole('article', { name: 'Replay r1' }).first())).toBe(true);
  });

  test('are left', async () => {
    await opened.open(sourceHash);
    await button('Leave them').click();
    await button('Leave missed events').click();
    await page.getByRole('region', { name: 'Missed events' }).waitFor({ state: 'detached' });

    await eventually(async () => expect(await hasFocus(sourceHeading())).toBe(true));
    expect(requestsOf('POST', /missed$/).map(({ body }) => body)).toEqual([{ action: 'leave' }]);
  });

  test('are sent after the re-creation, unless that is not wanted', async () => {
    const retirement = { reason: 'expired', retiredAt: '2026-11-21T14:00:00.000Z' };
    service.source = { ...service.source, retirement };
    await opened.open(sourceHash);
    await button('Re-create').click();
    expect(await page.getByLabel(/^Send the at least 1,204 missed events once/).isChecked()).toBe(
      true,
    );
    await button(`Re-create ${generator}`).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    expect(requestsOf('POST', /recreate$/).map(({ body }) => body)).toEqual([{ sendMissed: true }]);
  });
});

test('a source that was registered before is to be activated, in all ways', async () => {
  const { createdAt } = service.source;
  const missedSince = new Date(Date.parse(createdAt) - hourMs).toISOString();
  const ofPending = { state: 'PENDING', lastAcceptedEvent: null, missedSince } as const;
  service.source = { ...service.source, ...ofPending };
  await opened.open(sourceHash);

  expect(await appears(page.getByText(/bus of an earlier registration probably exists/))).toBe(
    true,
  );
  for (const way of ['AWS CLI', 'AWS CDK', 'CloudFormation', 'Terraform', 'AWS console']) {
    await page.getByRole('tab', { name: way }).click();
    const command = page.getByRole('region', { name: 'Command that activates' });
    expect(await command.innerText()).toContain('aws events activate-event-source');
  }
});

test('a source is paused, and resumed without what was held', async () => {
  await opened.open(sourceHash);
  await button('Pause').click();
  await button(`Pause ${generator}`).click();
  await badge(page, 'Paused').waitFor();
  await button('Resume').click();
  await page.getByLabel(/^Leave it/).check();
  await button(`Resume ${generator}`).click();
  await button('Pause').waitFor();

  expect(requestsOf('POST', /resume$/).map(({ body }) => body)).toEqual([{ backlog: 'leave' }]);
});

describe('axe-core finds nothing, nothing scrolls sideways, and Tab leads to every control of a view', () => {
  const views: Record<string, () => Promise<unknown>> = {
    deliveries: async () => {
      service.pages[''] = {
        deliveries: (['accepted', 'waiting', 'deadLettered', 'held', 'skipped'] as const).map(
          (outcome) =>
            aDelivery({
              event: `an-event-with-a-rather-long-id-${outcome}-${'x'.repeat(80)}`,
              outcome,
            }),
        ),
        nextCursor: 'next',
        searchedTo: hoursAgo(3),
      };
      service.stats = {
        hours: [1, 2, 3, 5, 8].map((hours) =>
          anHour({
            hour: hoursAgo(hours),
            accepted: hours * 10,
            acceptedUnheard: 7,
            waiting: 3,
            held: 9,
            failed: hours,
            skipped: 2,
          }),
        ),
        isComplete: false,
      };
      service.source = { ...service.source, missedSince: hoursAgo(9) };
      service.missed = { ...missedEvents() };
      await opened.open(`${deliveriesHash}&range=own`);
      await page.getByRole('table', { name: 'Deliveries' }).waitFor();
      await button('Leave them').waitFor();
      await page.getByText('Figures by hour').click();
    },
    drawer: async () => {
      service.source = { ...service.source, pausedAt: hoursAgo(1) };
      service.delivery = anEventDelivery({
        attempts: [
          anAttempt({
            outcome: 'waiting',
            eventBridgeId: null,
            error: { code: 'InternalException', message: 'x'.repeat(200) },
          }),
          anAttempt({ trigger: 'replay', replay: '01J8-replay' }),
          anAttempt({ outcome: 'held', reason: 'paused', trigger: 'resend' }),
        ],
        bodyText: JSON.stringify({
          id: 'e1',
          detail: { text: 'y'.repeat(300), list: [1, [2]], none: [] },
        }),
      });
      await opened.open(`${deliveriesHash}&open=e1`);
      await page.getByText('Resume it first', { exact: false }).waitFor();
    },
    'large-event': async () => {
      service.delivery = aLargeEventDelivery();
      await opened.open(`${deliveriesHash}&open=e1`);
      await page.getByRole('link', { name: /whole detail/ }).waitFor();
    },
    'detail-type': async () => {
      await opened.open('#/detail-types/push');
      await page.getByRole('region', { name: 'Lambda target (Node.js)' }).waitFor();
    },
    'large-event-steps': async () => {
      await opened.open(sourceHash);
      await page.getByText('Fetch the details of large events').click();
    },
    replays: async () => {
      service.replays = [
        aReplay({ id: 'r2', state: 'running', endedAt: null, sent: 200, endsAbout: hoursAgo(-1) }),
        aReplay({ sent: 1000, skipped: { filtered: 3, withoutBody: 1 } }),
      ];
      await opened.open(replaysHash);
      await page.getByRole('article').nth(1).waitFor();
      await button('Plan').click();
      await button('Start replay').waitFor();
    },
    'replay-errors': async () => {
      await opened.open(replaysHash);
      await page.getByLabel(/^Missed:/).uncheck();
      await page.getByLabel(/^Failed:/).uncheck();
      await page.getByLabel('From').fill('');
      await button('Plan').click();
      await page.getByText('Select at least one kind').waitFor();
    },
    pause: async () => {
      await opened.open(sourceHash);
      await button('Pause').click();
    },
    resume: async () => {
      service.source = { ...service.source, pausedAt: hoursAgo(1) };
      await opened.open(sourceHash);
      await button('Resume').click();
    },
    recreate: async () => {
      const retirement = { reason: 'nobody accepted the source in time', retiredAt: hoursAgo(9) };
      service.source = { ...service.source, retirement, missedSince: hoursAgo(9) };
      service.missed = missedEvents();
      await opened.open(sourceHash);
      await button('Re-create').click();
      await page.getByLabel(/^Send the 1,204/).waitFor();
    },
    'overview-of-a-paused-source': async () => {
      const lastAcceptedEvent = {
        id: 'e1',
        detailType: 'push',
        acceptedAt: hoursAgo(2),
        state: 'PENDING',
      } as const;
      service.source = { ...service.source, lastAcceptedEvent, pausedAt: hoursAgo(1) };
      await opened.open(sourceHash);
      await page.getByText('Drop events that come twice').click();
      await page.getByRole('region', { name: 'Consumer (TypeScript)' }).waitFor();
    },
    skip: async () => {
      await opened.open(sourceHash);
      await button('Skip backlog').click();
    },
  };

  test.each(Object.entries(views))('%s', async (view, open) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open();

    expect(await findings(page, `history-${view}`)).toEqual([]);
    const isInDialog = (await page.getByRole('dialog').count()) > 0;
    expect(isInDialog ? [] : await controlsMissedByTab(page)).toEqual([]);
  });
});
