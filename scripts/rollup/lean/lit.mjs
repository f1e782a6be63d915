/**
 * Lit: only its legacy decorators, and only browsers that share style sheets between shadow roots; no directives, no
 * svg`` and mathml``, no bindings of whole elements.
 */

export const lit = {
  '@lit/reactive-element/decorators/property.js': {
    whole: `export const property = options => (prototype, name) => {
              const isAccessor = Object.hasOwn(prototype, name);
              prototype.constructor.createProperty(name, options);
              return isAccessor ? Object.getOwnPropertyDescriptor(prototype, name) : undefined;
            };`,
  },
  'lit-html/lit-html.js': {
    edits: [
      [/function M\(t,i,s=t,e\)\{.*?,i\}class R/, 'const M=(t,i)=>i;class R'],
      ['2===i?"<svg>":3===i?"<math>":""', '""'],
      ['+(2===i?"</svg>":3===i?"</math>":"")', ''],
      [/,2===i\|\|3===i\)\{.*?\}for\(/, ',1);for('],
      [/else t\.startsWith\(o\)&&\(.*?removeAttribute\(t\)\)/, ''],
      [':6===r.type&&(i=new Z(h,this,t))', ':0'],
      ['if(!u(t)||!t.hasOwnProperty("raw"))throw Error("invalid template strings array");', ''],
      [/const j=\{.*?\},B=t\.litHtmlPolyfillSupport;B\?\.\(S,k\),/, ''],
      ['export{j as _$LH,', 'export{'],
      [
        '"number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s)',
        'this._$AC(t)',
      ],
    ],
  },
  'lit-element/lit-element.js': {
    edits: [
      [',s.litElementHydrateSupport?.({LitElement:i});', ';'],
      ['const o=s.litElementPolyfillSupport;o?.({LitElement:i});', ''],
    ],
  },
  '@lit/reactive-element/reactive-element.js': {
    edits: [
      ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
      [/const t=this\[Symbol\.metadata\];if\(null!==t\)\{.*?\}this\._\$Eh=/, 'this._$Eh='],
      ['p?.({ReactiveElement:y}),', ''],
      [/static addInitializer\(t\)\{.*?\}(?=static)/, ''],
      [',this.constructor.l?.forEach(t=>t(this))', ''],
      [',void 0!==t.l&&(this.l=[...t.l])', ''],
    ],
  },
  '@lit/reactive-element/css-tag.js': {
    edits: [
      [/e=t\.ShadowRoot&&.*?CSSStyleSheet\.prototype,/, 'e=true,'],
      [/Error\("CSSResult is not[^"]*"\)/, 'Error()'],
      [/Error\("Value passed[^"]*"\+t\+"[^"]*"\)/, 'Error()'],
    ],
  },
};
