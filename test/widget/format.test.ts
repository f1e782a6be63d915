import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { format } from '../../widget/format.js';

const textOf = (text: string) => format(text).map(token => (typeof token === 'string' ? token : token.text));
const links = (text: string) => format(text).flatMap(token => (typeof token === 'string' ? [] : token.href));

describe('format', () => {
  it('leaves text without addresses alone', () => {
    expect(format('a < b && c > d\nnext line')).to.deep.equal(['a < b && c > d\nnext line']);
  });

  it('makes links of http, https and mailto addresses', () => {
    expect(links('http://a.example https://b.example/x mailto:ada@c.example')).to.deep.equal([
      'http://a.example/',
      'https://b.example/x',
      'mailto:ada@c.example',
    ]);
  });

  it('makes no link of any other scheme', () => {
    const text =
      'javascript:alert(1) data:text/html,x vbscript:x file:///etc ftp://a.example blob:https://a.example/1';
    expect(links(text)).to.deep.equal(['https://a.example/1']);
  });

  it('leaves what is no address as text', () => {
    expect(links('http:// https://[ http://a b')).to.deep.equal(['http://a/']);
  });

  it('leaves the punctuation of the sentence out of the address', () => {
    for (const end of ['.', ',', '!', '?', ':', ';', '…', '"', "'", '...', '.)', '*'])
      expect(links(`see https://a.example/b${end} yes`), end).to.deep.equal(['https://a.example/b']);
  });

  it('keeps brackets that belong to the address, and leaves those around it', () => {
    expect(links('(https://a.example/b_(c))')).to.deep.equal(['https://a.example/b_(c)']);
    expect(links('[https://a.example/b] {https://a.example/c}')).to.deep.equal([
      'https://a.example/b',
      'https://a.example/c',
    ]);
  });

  it('ends an address at characters that would show another one', () => {
    expect(links('https://a.example/\u202ecod.exe')).to.deep.equal(['https://a.example/']);
    expect(links('https://a.example/\u200bx')).to.deep.equal(['https://a.example/']);
  });

  it('takes a long hostile text in its stride', () => {
    const start = performance.now();
    for (const evil of [')', '(', '!', 'http://', 'https://a)', 'mailto:'])
      format('https://a' + evil.repeat(4000));
    expect(performance.now() - start).to.be.below(200);
  });

  it('loses no character of any text', () => {
    const pieces = fc.constantFrom(
      'https://a.example/',
      'mailto:',
      '(',
      ')',
      '.',
      ' ',
      '\n',
      'x',
      '"',
      '\u202e',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), parts => {
        expect(textOf(parts.join('')).join('')).to.equal(parts.join(''));
      }),
    );
  });
});
