import { describe, expect, test } from '@jest/globals';
import { readSvgElements } from '../../../../lambdas/domain/brand/svg/svg-elements.ts';
import { logoFormat, logoProblem, maxLogoBytes } from '../../../../lambdas/domain/brand/logo.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const svg = (inside: string, attributes = '') =>
  bytesOf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"${attributes}>${inside}</svg>`);

test('the format of a file is that of its name', () => {
  expect(logoFormat('brand/logo.svg')).toBe('svg');
  expect(logoFormat('LOGO.PNG')).toBe('png');
  expect(logoFormat('logo.jpg')).toBeUndefined();
});

describe('an SVG is a logo', () => {
  test.each([
    '<path d="M0 0h9v9z" fill="url(#a)"/>',
    '<use href="#a" xlink:href="#b" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
    '<style>.a { fill: #0055cc; content: "\\201c" }</style><text>a &amp; b &#169;</text>',
    '<style><![CDATA[ <!-- .a > .b { fill: url("#a") } ]]></style>',
    '<image href="data:image/png;base64,AAAA"/><image href=""/>',
    '<é/><g\n a = \'">\' xml:space="preserve" xmlns:i="https://other" i:a="1">&#x1F600;</g\n>',
    '<!-- <script> --><title>x</title>',
  ])('with %s', (inside) => {
    expect(logoProblem(svg(inside), 'svg')).toBeUndefined();
  });

  test.each([
    `\uFEFF<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "a" "b">\n<svg xmlns = 'http://www.w3.org/2000/svg'/>`,
    `<?xml version='1.0' encoding="utf-8" standalone="no" ?><!-- a --><?an editor?><s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>\n<!---->`,
  ])('if it is %s', (whole) => {
    expect(logoProblem(bytesOf(whole), 'svg')).toBeUndefined();
  });
});

describe('an SVG is no logo', () => {
  const outside = 'refers to something outside of it';
  test.each([
    ['<script>x()</script>', 'has a script'],
    ['<s:script xmlns:s="a"/>', 'has a script'],
    ['<path onload="x()"/>', 'has a script'],
    ['<a href="javascript:x()"/>', 'has a script'],
    ['<a href="&#106;ava\nscript:x()"/>', 'has a script'],
    ['<style><![CDATA[<!--]]></style><script/><style><![CDATA[-->]]></style>', 'has a script'],
    ['<g><g><g onload="x()"/></g></g>', 'has a script'],
    ['<foreignObject/>', 'embeds something that is not an SVG'],
    ['<image href="https://vendor.example/x.png"/>', outside],
    ['<use xlink:href="other.svg#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>', outside],
    ["<use href='//other'/>", outside],
    ['<path fill="url(https://other/x)"/>', outside],
    ['<path style="fill: URL( &quot;/x&quot;)"/>', outside],
    ['<style>@import "x.css"</style>', outside],
    ['<style>a { fill: u\\72 l(/x) } b { fill: url(#b) }</style>', outside],
    ['<style>a { fill: \\url(/x) }</style>', outside],
    ['<style>a { background: image-set("/x" 1x) }</style>', outside],
  ])('with %s', (inside, problem) => {
    expect(logoProblem(svg(inside), 'svg')).toBe(problem);
  });

  const namespace = 'xmlns="http://www.w3.org/2000/svg"';
  test.each([
    [`<?xml-stylesheet href="x"?><svg ${namespace}></svg>`, 'asks for a style sheet'],
    [`<svg ${namespace}><?xml-stylesheet href="#x"?></svg>`, 'asks for a style sheet'],
    [`<!DOCTYPE svg [<!ENTITY a "b">]><svg ${namespace}/>`, 'declares entities: save it without'],
    ['<svg width="1"></svg>', `has no ${namespace}`],
    ['<svg xmlns="http://www.w3.org/2000/svg/"/>', `has no ${namespace}`],
    [`<?xml version="1.1"?><svg ${namespace}/>`, 'is not XML of version 1.0'],
    ['<html></html>', 'is not an SVG: its root element is not svg'],
    [`<SVG ${namespace}/>`, 'is not an SVG: its root element is not svg'],
  ])('if it is %s', (text, problem) => {
    expect(logoProblem(bytesOf(text), 'svg')).toBe(problem);
  });

  // Chromium shows nothing of any of these.
  test.each([
    ['', 'document must contain a root element'],
    ['logo', 'text data outside of root node'],
    [`<svg ${namespace}/>logo`, 'text data outside of root node'],
    [`<![CDATA[]]><svg ${namespace}/>`, 'text data outside of root node'],
    [`<svg ${namespace}/><svg ${namespace}/>`, 'documents may contain only one root'],
    [`<svg ${namespace}/><!DOCTYPE svg>`, 'inappropriately located doctype declaration'],
    [
      `<!DOCTYPE svg><!DOCTYPE svg><svg ${namespace}/>`,
      'inappropriately located doctype declaration',
    ],
    [
      `\n<?xml version="1.0"?><svg ${namespace}/>`,
      'an XML declaration must be at the start of the document',
    ],
    [`<?xml?><svg ${namespace}/>`, 'XML declaration must contain a version'],
    [`<svg ${namespace}><g>`, 'unclosed tag: g'],
    [`<svg ${namespace}><g></G></svg>`, 'unexpected close tag'],
    [`<svg ${namespace}/></svg>`, 'unmatched closing tag: svg'],
    [`<svg ${namespace}><g a="1" a="2"/></svg>`, 'duplicate attribute: a'],
    [`<svg ${namespace}><g a="1"b="2"/></svg>`, 'no whitespace between attributes'],
    [`<svg ${namespace}><g a/></svg>`, 'disallowed character in attribute name'],
    [`<svg ${namespace}><g :a="1"/></svg>`, 'malformed name: :a'],
    [`<svg ${namespace}><g a="<"/></svg>`, 'disallowed character'],
    [`<svg ${namespace}`, 'unexpected end'],
    [`<svg ${namespace}><!-- a -- b --></svg>`, 'malformed comment'],
    [`<svg ${namespace}><!-- a --->`, 'malformed comment'],
    [`<svg ${namespace}>]]></svg>`, 'the string "]]>" is disallowed in char data'],
    [`<svg ${namespace}>\u0001</svg>`, 'disallowed character'],
    [`<svg ${namespace}>&#1;</svg>`, 'malformed character entity'],
    [`<svg ${namespace}>&#xD800;</svg>`, 'malformed character entity'],
    [`<svg ${namespace}>&#1114112;</svg>`, 'malformed character entity'],
    [`<svg ${namespace}>&nbsp;</svg>`, 'undefined entity'],
    [`<svg ${namespace} a="a &amp b"/>`, 'unexpected end'],
    [`<svg ${namespace}><use xlink:href="#a"/></svg>`, 'unbound namespace prefix: "xlink"'],
    [`<s:svg/>`, 'unbound namespace prefix: "s"'],
    [`<svg ${namespace}><g xmlns:a=""/></svg>`, 'invalid attempt to undefine prefix in XML 1.0'],
  ])('if it is not well-formed: %s', (text, problem) => {
    expect(logoProblem(bytesOf(text), 'svg')).toMatch(
      new RegExp(
        String.raw`^is not well-formed XML: line \d+, column \d+: ${RegExp.escape(problem)}$`,
      ),
    );
  });

  test('if it is not UTF-8', () => {
    expect(logoProblem(Uint8Array.of(0xff, 0xfe, 0x3c), 'svg')).toBe('is not UTF-8');
  });

  test('if it has more elements, or deeper ones, than a logo has', () => {
    expect(readSvgElements(`<svg ${namespace}>${'<g/>'.repeat(20_000)}</svg>`)).toEqual({
      problem: 'has more than 20000 elements',
    });
    expect(logoProblem(svg('<g>'.repeat(200)), 'svg')).toBe('is nested too deeply');
  });
});

test('an SVG that is cut off anywhere is no logo', () => {
  const whole = new TextDecoder().decode(
    svg('<!-- a --><g a="&lt;">b<![CDATA[c]]><path d="M0 0"/></g>'),
  );
  for (let length = 0; length < whole.length; length += 1) {
    expect(logoProblem(bytesOf(whole.slice(0, length)), 'svg')).toMatch(/^is not well-formed/);
  }
});

test('a PNG is one by its contents', () => {
  expect(logoProblem(svg(''), 'png')).toBe('is not a PNG');
});

test('a logo that is too large is none', () => {
  const large = new Uint8Array(maxLogoBytes + 1);
  expect(logoProblem(large, 'png')).toBe('has 65537 bytes, 65536 are allowed');
});
