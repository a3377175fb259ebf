import { describe, expect, it } from '@jest/globals';
import { checkSvg } from '../../../../operate/partner-kit/logos/check-svg.ts';
import { logoKinds } from '../../../../operate/partner-kit/logos/logo-kinds.ts';
import { anSvg } from '../support/logos.ts';

const square = (svg: string) => checkSvg(Buffer.from(svg), logoKinds.squareSvg);
const wide = (svg: string) => checkSvg(Buffer.from(svg), logoKinds.wideSvg);

describe('an SVG is right', () => {
  it.each([
    ['of a disc', anSvg()],
    [
      'with a declaration, a comment and a document type',
      `\uFEFF<?xml version="1.0"?>\n<!-- by hand -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n${anSvg()}\n`,
    ],
    [
      'with gradients and clip paths of its own',
      anSvg(
        `<style><![CDATA[.a{fill:url(#g);clip-path:url(#c)}]]></style><defs><linearGradient id="g"><stop stop-color="red"/></linearGradient><clipPath id="c"><circle cx="50" cy="50" r="30"/></clipPath></defs><circle class="a" cx="50" cy="50" r="40"/><use xlink:href="#d"/><path id="d" d="M40 40h20v20z"/>`,
      ),
    ],
    [
      'with what editors write about backgrounds',
      anSvg(
        '<style>.a{enable-background:new 0 0 512 512;background:none}</style><circle cx="50" cy="50" r="40" style="background-color: transparent"/>',
      ),
    ],
    ['that touches its border', anSvg('<circle cx="50" cy="50" r="50"/>')],
  ])('%s', (_, svg) => {
    expect(square(svg)).toEqual([]);
  });

  it('of a wide one', () => {
    expect(wide(anSvg('<circle cx="50" cy="50" r="40"/>', '0 0 300 100'))).toEqual([]);
  });
});

describe('an SVG must have', () => {
  it.each([
    ['XML', 'logo', expect.stringMatching(/^is not well-formed XML: /)],
    [
      'an end',
      '<svg xmlns="http://www.w3.org/2000/svg"><g>',
      expect.stringMatching(/^is not well-formed XML: /),
    ],
    [
      'elements that end in order',
      anSvg('<g></h>'),
      expect.stringMatching(/^is not well-formed XML: /),
    ],
    ['one root', `${anSvg()}<svg/>`, expect.stringMatching(/^is not well-formed XML: /)],
    ['an SVG as root', '<html/>', 'is not an SVG: its root element is not svg'],
    ['a view box', anSvg('<g/>', ''), 'has no viewBox with a width and a height'],
    [
      'a view box that is one',
      anSvg('<g/>', '0 0 -5 x'),
      'has no viewBox with a width and a height',
    ],
    ['something to show', anSvg('<g/>'), 'shows nothing, or cannot be read'],
    ['square proportions', anSvg(undefined, '0 0 120 100'), 'is not square, but 120 x 100'],
    [
      'no entities',
      `<!DOCTYPE svg [<!ENTITY a "b">]>${anSvg()}`,
      'declares entities: save it without',
    ],
    [
      'known entities',
      anSvg('<title>&unknown;</title>'),
      expect.stringMatching(/^is not well-formed XML: /),
    ],
    [
      'no second attribute of a name',
      anSvg('<g id="a" id="b"/>'),
      expect.stringMatching(/^is not well-formed XML: /),
    ],
  ])('%s', (_, svg, fault) => {
    expect(square(svg)).toContainEqual(fault);
  });

  it('UTF-8', () => {
    expect(checkSvg(Buffer.from([0xff, 0xfe, 0x3c]), logoKinds.squareSvg)).toEqual([
      'is not UTF-8',
    ]);
  });

  it('more width than height where a wide one is asked for', () => {
    expect(wide(anSvg())).toEqual(['is not wider than high, but 100 x 100']);
    expect(wide(anSvg('<circle r="5"/>', '0 0 5000 100'))).toContain(
      'is more than 20 times as wide as high',
    );
  });
});

describe('an SVG must not have', () => {
  const image = 'embeds an image: AWS asks for vector graphics';
  const outside = 'refers to something outside of it';
  it.each([
    ['<script>alert(1)</script>', 'has a script'],
    ['<x:script xmlns:x="http://www.w3.org/2000/svg"/>', 'has a script'],
    ['<g onload="alert(1)"/>', 'has a script'],
    ['<a xlink:href="java&#115;cript:alert(1)"/>', 'has a script'],
    ['<image href="data:image/png;base64,AAAA"/>', image],
    ['<g style="fill:url(data:image/png;base64,AAAA)"/>', image],
    ['<filter id="f"><feImage href="#x"/></filter>', image],
    ['<filter id="f"/>', 'has a filter, which is drawn as pixels: AWS asks for vector graphics'],
    ['<pattern id="f"/>', 'has a pattern, which is drawn as pixels: AWS asks for vector graphics'],
    ['<foreignObject/>', 'embeds something that is not an SVG (foreignObject)'],
    [
      '<text>Vendor</text>',
      'has text, which looks otherwise where its font is missing: turn it into paths',
    ],
    ['<use href="https://vendor.example/a.svg#b"/>', outside],
    ['<use href="other.svg#b"/>', outside],
    ['<g fill="url(https://vendor.example/a#b)"/>', outside],
    ['<style>@import "a.css";</style>', outside],
    ['<style>g{fill:url("http://vendor.example/a")}</style>', outside],
  ])('%s', (content, fault) => {
    expect(square(anSvg(`${content}<circle cx="50" cy="50" r="40"/>`))).toContain(fault);
  });

  it('a style sheet outside of it', () => {
    expect(square(`<?xml-stylesheet href="a.css"?>${anSvg()}`)).toEqual(['asks for a style sheet']);
  });

  it('a fault twice', () => {
    const faults = square(anSvg('<script/><script/><circle r="5"/>'));
    expect(faults).toEqual(['has a script']);
  });
});

describe('the background of an SVG must be transparent:', () => {
  it.each([
    anSvg().replace('<svg ', '<svg style="background: #fff" '),
    anSvg().replace('<svg ', '<svg style="fill:red;Background-Color : white" '),
    anSvg('<style>svg{background-color:#fff}</style><circle cx="50" cy="50" r="40"/>'),
  ])('by CSS, which only browsers draw: %s', (svg) => {
    expect(square(svg)).toEqual(['has a background colour in its style']);
  });

  it.each([
    [
      'a rectangle of the whole size',
      '<rect width="100" height="100" fill="#fff"/>',
      'a corner is filled',
    ],
    ['a faint one', '<rect width="100" height="100" fill-opacity="0.1"/>', 'a corner is filled'],
    ['one corner', '<rect width="5" height="5"/>', 'a corner is filled'],
    [
      'a rectangle with round corners',
      '<rect width="100" height="100" rx="10"/>',
      'most of its border is filled',
    ],
    [
      'one with a margin',
      '<rect x="3" y="3" width="94" height="94"/>',
      'all that it shows is in a filled rectangle',
    ],
  ])('%s', (_, content, fault) => {
    expect(square(anSvg(content))).toEqual([`has no transparent background: ${fault}`]);
  });

  it('a filled square in the middle is a logo', () => {
    expect(square(anSvg('<rect x="20" y="20" width="60" height="60"/>'))).toEqual([]);
  });
});

/** Groups, each of which refers four times to the next. */
const references = (tag: (id: string) => string) =>
  Array.from(
    { length: 30 },
    (_, index) => `<g id="l${index}">${tag(`l${index + 1}`).repeat(4)}</g>`,
  ).join('');

describe('what is hostile is refused without drawing it:', () => {
  const many = 'draws too many elements';
  it.each([
    ['elements that multiply each other', anSvg(references((id) => `<use href="#${id}"/>`)), many],
    ['masks that do', anSvg(references((id) => `<g mask="url(#${id})"/>`)), many],
    [
      'style sheets that do',
      anSvg(
        `<style>${Array.from({ length: 30 }, (_, index) => `.c${index}{mask:url(#l${index})}`).join('')}</style>${Array.from({ length: 30 }, (_, index) => `<mask id="l${index}">${`<g class="c${index + 1}"/>`.repeat(4)}</mask>`).join('')}<g class="c0"/>`,
      ),
      many,
    ],
    ['an element that draws itself', anSvg('<g id="a"><use href="#a"/></g>'), many],
    [
      'a marker at each of many points',
      anSvg(
        `<marker id="m">${'<g/>'.repeat(1_000)}</marker><path marker-mid="url(#m)" d="${'h1'.repeat(1_000)}"/>`,
      ),
      many,
    ],
    ['too many elements', anSvg('<g/>'.repeat(20_001)), 'has more than 20000 elements'],
    [
      'deep nesting',
      anSvg(`${'<g>'.repeat(50_000)}${'</g>'.repeat(50_000)}`),
      'is nested too deeply',
    ],
    [
      'a very long one',
      anSvg('<rect width="9" height="9"/>', '0 0 1 100000'),
      'is not square, but 1 x 100000',
    ],
  ])('%s', (_, svg, fault) => {
    expect(square(svg)).toContain(fault);
  });

  it('what is not well-formed takes time by its length alone', () => {
    for (const part of ['<', '<a b="', '<!--', '<a ', '<a b', '&', '<![CDATA[', '<?x ', '<a\n']) {
      expect(square(part.repeat(Math.floor(500_000 / part.length)))).toHaveLength(1);
    }
  });
});
