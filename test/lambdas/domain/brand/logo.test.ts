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
    ['<html></html>', 'is not an SVG: its root element is not svg'],
    [`<SVG ${namespace}/>`, 'is not an SVG: its root element is not svg'],
  ])('if it is %s', (text, problem) => {
    expect(logoProblem(bytesOf(text), 'svg')).toBe(problem);
  });

  // Chromium shows nothing of any of these, but of the one with version 1.1.
  test.each([
    ['', 'it has no element'],
    ['logo', 'it has text outside of its root element'],
    [`<svg ${namespace}/>logo`, 'it has text outside of its root element'],
    [`<![CDATA[]]><svg ${namespace}/>`, 'it has text outside of its root element'],
    [`<svg ${namespace}/><svg ${namespace}/>`, 'it has two root elements'],
    [`<svg ${namespace}/><!DOCTYPE svg>`, 'its document type is not where it may be'],
    [`<!DOCTYPE svg><!DOCTYPE svg><svg ${namespace}/>`, 'its document type is not where it may be'],
    [`\n<?xml version="1.0"?><svg ${namespace}/>`, 'its XML declaration is not its very beginning'],
    [`<?xml version="1.1"?><svg ${namespace}/>`, 'its XML declaration is none of version 1.0'],
    [`<?xml?><svg ${namespace}/>`, 'its XML declaration is none of version 1.0'],
    [`<svg ${namespace}><g>`, '<g> has no end'],
    [`<svg ${namespace}><g></G></svg>`, '</G> ends no element'],
    [`<svg ${namespace}/></svg>`, '</svg> ends no element'],
    [`<svg ${namespace}><g a="1" a="2"/></svg>`, '<g> has a twice'],
    [`<svg ${namespace}><g a="1"b="2"/></svg>`, `at "<g a="1"b="2"/></svg"`],
    [`<svg ${namespace}><g a/></svg>`, 'at "<g a/></svg>"'],
    [`<svg ${namespace}><g :a="1"/></svg>`, 'at "<g :a="1"/></svg>"'],
    [`<svg ${namespace}><g a="<"/></svg>`, 'at "<g a="<"/></svg>"'],
    [`<svg ${namespace}`, 'at "<svg xmlns="http://w"'],
    [`<svg ${namespace}><!-- a -- b --></svg>`, '"--" is in a comment'],
    [`<svg ${namespace}><!-- a --->`, '"--" is in a comment'],
    [`<svg ${namespace}>]]></svg>`, '"]]>" is in a text'],
    [`<svg ${namespace}>\u0001</svg>`, 'it has a character that XML does not allow'],
    [`<svg ${namespace}>&#1;</svg>`, 'it has a character that XML does not allow'],
    [`<svg ${namespace}>&#xD800;</svg>`, '&#xD800; is unknown'],
    [`<svg ${namespace}>&#1114112;</svg>`, '&#1114112; is unknown'],
    [`<svg ${namespace}>&nbsp;</svg>`, '&nbsp; is unknown'],
    [`<svg ${namespace} a="a &amp b"/>`, '&amp b is unknown'],
    [`<svg ${namespace}><use xlink:href="#a"/></svg>`, 'the prefix of xlink:href is not declared'],
    [`<s:svg/>`, 'the prefix of s:svg is not declared'],
    [`<svg ${namespace}><g xmlns:a=""/></svg>`, 'the prefix a has no namespace'],
  ])('if it is not well-formed: %s', (text, problem) => {
    expect(logoProblem(bytesOf(text), 'svg')).toBe(`is not well-formed XML: ${problem}`);
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

test('an error that is none of the file’s is thrown', () => {
  const notText: unknown = { replace: () => ({ length: 1 }) };
  expect(() => readSvgElements(notText as string)).toThrow(TypeError);
});

test('a PNG is one by its contents', () => {
  expect(logoProblem(svg(''), 'png')).toBe('is not a PNG');
});

test('a logo that is too large is none', () => {
  const large = new Uint8Array(maxLogoBytes + 1);
  expect(logoProblem(large, 'png')).toBe('has 65537 bytes, 65536 are allowed');
});
