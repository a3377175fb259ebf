import { expect, it } from '@jest/globals';
import { safeUrl } from '../../../operate/pages/safe.ts';

it.each([
  ['https://vendor.example/a?b=1&c="2"', 'https://vendor.example/a?b=1&amp;c=&quot;2&quot;'],
  ['types/order.placed.html', 'types/order.placed.html'],
  ['../index.html', '../index.html'],
  ['#detail', '#detail'],
  ['mailto:a@vendor.example', 'mailto:a@vendor.example'],
])('takes %j', (url, safe) => {
  expect(safeUrl(url)).toBe(safe);
});

it.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  'http://vendor.example',
  '//vendor.example/x',
  'file:///etc/passwd',
  ' javascript:x',
  '',
])('leaves nothing of %j', (url) => {
  expect(safeUrl(url)).toBe('');
});
