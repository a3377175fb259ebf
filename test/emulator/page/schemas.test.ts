import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { arrivalSchema } from '../../../emulator/page/schemas.ts';

test.each([{ n: 1 }, [1], 'text', 7, null])(
  'an event that arrived is read whatever its detail is: %j',
  (detail) => {
    const event = {
      'detail-type': '',
      time: '2026-11-21T19:00:00Z',
      account: '000000000101',
      region: 'us-east-2',
      resources: [],
      detail,
    };
    const arrival = { sequence: 1, bus: 'bus', rules: [], event };

    expect(v.parse(arrivalSchema, arrival)).toEqual(arrival);
  },
);
