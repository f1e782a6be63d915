/**
 * Lit: only its legacy decorators, with attributes that are texts, numbers or flags, and styles in a list; only listeners
 * that are functions; only browsers that share style sheets between shadow roots; no directives, no svg`` and mathml``, no
 * bindings of whole elements. It does not count itself among the page's versions of Lit: nobody else gets to see it.
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
      [/\(t\.litHtmlVersions\?\?=\[\]\)\.push\("[^"]*"\);/, ''],
      [/e=t===A&&s!==A\|\|t\.capture.*?\(s===A\|\|e\);/, 'e=t===A&&s!==A,h=t!==A&&s===A;'],
      [
        /"function"==typeof this\._\$AH\?(this\._\$AH\.call\(.*?\)):this\._\$AH\.handleEvent\(t\)/,
        'this._$AH.call(this.options?.host??this.element,t)',
      ],
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
      [/\(s\.litElementVersions\?\?=\[\]\)\.push\("[^"]*"\);/, ''],
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
      [
        /if\(this\.finalized=!0,this\._\$Ei\(\),this\.hasOwnProperty.*?createProperty\(i,t\[i\]\)\}/,
        'this.finalized=!0;this._$Ei();',
      ],
      [/static finalizeStyles\(s\)\{.*?return i\}/, 'static finalizeStyles(s){return s.map(s=>t(s))}'],
      ['removeController(t){this._$EO?.delete(t)}', ''],
      [';break;case Object:case Array:t=null==t?t:JSON.stringify(t)', ''],
      [';break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}', ''],
      ['(void 0!==i.converter?.toAttribute?i.converter:u)', 'u'],
      [/h="function"==typeof t\.converter\?.*?t\.converter:u;/, 'h=u;'],
      ['(i.hasChanged??f)(h,s)', 'f(h,s)'],
      ['s.state&&(s.attribute=!1),', ''],
      [/,\(a\.reactiveElementVersions\?\?=\[\]\)\.push\("[^"]*"\)/, ''],
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
