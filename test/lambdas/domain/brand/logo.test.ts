import { describe, expect, test } from '@jest/globals';
import { logoFormat, logoProblem, maxLogoBytes } from '../../../../lambdas/domain/brand/logo.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const svg = (inside: string, attributes = '') =>
  bytesOf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"${attributes}>${inside}</svg>`);

test('an SVG without its namespace, which no browser shows, is no logo', () => {
  expect(logoProblem(bytesOf('<svg width="1"></svg>'), 'svg')).toBe(
    'has no xmlns="http://www.w3.org/2000/svg"',
  );
});

test('the format of a file is that of its name', () => {
  expect(logoFormat('brand/logo.svg')).toBe('svg');
  expect(logoFormat('LOGO.PNG')).toBe('png');
  expect(logoFormat('logo.jpg')).toBeUndefined();
});

describe('an SVG is a logo', () => {
  test.each([
    '<path d="M0 0h9v9z" fill="url(#a)"/>',
    '<use href="#a" xlink:href="#b"/>',
    '<style>.a { fill: #0055cc }</style><text>a &amp; b</text>',
    '<image href="data:image/png;base64,AAAA"/>',
    '<!-- <script> --><title>x</title>',
  ])('with %s', (inside) => {
    expect(logoProblem(svg(inside), 'svg')).toBeUndefined();
  });

  test('with a declaration and a document type', () => {
    const whole = `\uFEFF<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "a" "b">\n<svg/>`;
    const root = "<svg xmlns = 'http://www.w3.org/2000/svg'></svg>";
    expect(logoProblem(bytesOf(whole.replace('<svg/>', root)), 'svg')).toBeUndefined();
  });
});

describe('an SVG is no logo', () => {
  const outside = 'refers to something outside of it';
  test.each([
    ['<script>x()</script>', 'has a script'],
    ['<s:script xmlns:s="a"/>', 'has a script'],
    ['<path onload="x()"/>', 'has a script'],
    ['<a href="javascript:x()"/>', 'has a script'],
    [
      '<a href="&#106;avascript:x()"/>',
      'has character references in its attributes: save it without',
    ],
    ['<foreignObject/>', 'embeds something that is no SVG'],
    ['<image href="https://vendor.example/x.png"/>', outside],
    ['<use xlink:href="other.svg#a"/>', outside],
    ["<use href='//other'/>", outside],
    ['<path fill="url(https://other/x)"/>', outside],
    ['<style>@import "x.css"</style>', outside],
  ])('with %s', (inside, problem) => {
    expect(logoProblem(svg(inside), 'svg')).toBe(problem);
  });

  test.each([
    ['<?xml version="1.0"?><?xml-stylesheet href="x"?><svg ></svg>', 'is no SVG'],
    ['<svg ><?xml-stylesheet href="#x"?></svg>', 'asks for a style sheet'],
    ['<svg ><!ENTITY a "b"></svg>', 'declares entities: save it without'],
    ['<html></html>', 'is no SVG'],
    ['', 'is no SVG'],
  ])('if it is %s', (text, problem) => {
    expect(logoProblem(bytesOf(text), 'svg')).toBe(problem);
  });
});

test('a PNG is known by its signature', () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);
  expect(logoProblem(png, 'png')).toBeUndefined();
  expect(logoProblem(png.slice(1), 'png')).toBe('is no PNG');
  expect(logoProblem(svg(''), 'png')).toBe('is no PNG');
});

test('a logo that is too large is none', () => {
  const large = new Uint8Array(maxLogoBytes + 1);
  expect(logoProblem(large, 'png')).toBe('has 65537 bytes, 65536 are allowed');
});
