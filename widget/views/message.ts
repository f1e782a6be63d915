import { css, html, nothing, type TemplateResult } from 'lit';
import type { UserMessage } from '../../protocol/messages.js';
import { format, type Token } from '../format.js';
import type { Translation } from '../i18n/translation.js';
import { isolated, type Words } from '../i18n/words.js';
import type { Draft } from '../outbox.js';
import type { Comings, Entry } from '../timeline.js';

/** What rows need beside themselves. Another one renders them again. */
export interface RowContext {
  words: Words;
  /** The visitor's id; '' before it is known. */
  myId: string;
  /** A link was clicked. */
  onLink: (event: Event) => void;
}

/** What is on its way, and what can be done with what has failed. */
export interface Drafts {
  readonly pending: { draft: Draft; entry: Entry }[];
  onRetry: (draft: Draft) => void;
  onDiscard: (draft: Draft) => void;
}

/** One row of the log. @param state how it stands, for one that is not in the log yet */
export function renderEntry(entry: Entry, context: RowContext, state?: TemplateResult): TemplateResult {
  const { message, comings, line, followsGap, opensDay, opensNew } = entry;
  const { words } = context;
  if (!message) return renderNotice(line ?? inWords(comings!, words), !!comings);
  return html`${followsGap ? renderDivider(words.translation.gap) : nothing}${
    opensDay ? renderDivider(words.day(message.at)) : nothing
  }${opensNew ? renderDivider(words.translation.newMessages) : nothing}${renderMessage(message, entry, context, state)}`;
}

/** What is not in the log yet, as rows of it. */
export function renderDrafts(drafts: Drafts, context: RowContext): TemplateResult[] {
  const { translation } = context.words;
  return drafts.pending.map(({ draft, entry }) => {
    return renderEntry(entry, context, renderState(draft, translation, drafts));
  });
}

/** How a draft stands: nothing once it is sent. */
function renderState(
  draft: Draft,
  { tryAgain, discard, sending, notSent, refusals }: Translation,
  { onRetry, onDiscard }: Drafts,
): TemplateResult | undefined {
  if (draft.state === 'sent') return undefined;
  const { state, refusal } = draft;
  if (state === 'pending' && refusal) return html`<div class="state refused">${refusals[refusal]}</div>`;
  if (state === 'pending') return html`<div class="state">${sending}</div>`;
  return html`<div class="state failed">
    ${notSent} ${refusals[refusal!]}
    <button @click=${() => onRetry(draft)}>${tryAgain}</button>
    <button @click=${() => onDiscard(draft)}>${discard}</button>
  </div>`;
}

export const messageStyles = css`
  .message {
    display: flex;
    flex-direction: column;
    align-items: start;
    margin-block-start: 0.125em;
    --_fill: var(--_surface);
  }
  .own {
    align-items: end;
    --_fill: var(--_own);
  }
  .opens {
    margin-block-start: var(--_gap);
  }
  .head {
    margin: 0 0.9375em 0.125em;
  }
  bdi {
    font-weight: 600;
  }
  .own [part='author'] {
    display: none;
  }
  .head,
  .state,
  [part~='message-system'],
  [part='divider'] {
    font-size: var(--_small);
  }
  time,
  [part~='message-system'],
  .state,
  [part='divider'] {
    color: var(--_muted);
    unicode-bidi: plaintext;
  }
  [part='body'] {
    max-width: min(85%, 40em);
    box-sizing: border-box;
    padding: 0.375em 0.75em;
    overflow: clip;
    white-space: pre-wrap;
    unicode-bidi: isolate;
    background: var(--_fill);
    border: 1px solid transparent;
    border-radius: var(--_radius);
  }
  .own [part='body'] {
    color: var(--_own-text);
  }
  a {
    color: var(--_link);
  }
  [part~='message-system'],
  [part='divider'] {
    margin-block: var(--_gap) 0;
    text-align: center;
  }
  /* Languages have small names for days. */
  [part='divider']::first-letter {
    text-transform: uppercase;
  }
  [part~='message-system']:empty,
  :host([hide-notices]) .comings {
    display: none;
  }
  .state {
    text-align: end;
    /* Not a word of what takes no time. */
    animation: appear 0.2s 1s backwards;
  }
  @keyframes appear {
    from {
      height: 0;
      opacity: 0;
    }
  }
  .refused,
  .failed {
    animation: none;
  }
  .failed {
    color: var(--_danger);
  }
  .failed button,
  .more button,
  .name {
    text-decoration: underline;
  }
`;

function renderMessage(
  { message, from, at, id }: UserMessage,
  { opensGroup }: Entry,
  { words, myId, onLink }: RowContext,
  state: TemplateResult | undefined,
): TemplateResult {
  const isOwn = from.id === myId;
  const { translation } = words;
  const mark = from.role ? translation.moderator : from.verified && translation.verified;
  const text = message || translation.removed || '';
  return html`<div
    class="message ${isOwn ? 'own' : ''} ${opensGroup ? 'opens' : ''}"
    part="message ${isOwn ? 'message-own' : ''}"
    data-id=${id}
    data-from=${from.id}
    data-type=${isOwn ? 'myMessage' : 'userMessage'}
  >
    ${
      opensGroup
        ? html`<div class="head">
            <bdi part="author">${isOwn ? translation.you : from.name}</bdi>
            ${mark ? html`<span part="mark">${mark}</span>` : nothing}
            <time part="time" datetime=${new Date(at).toISOString()}>${words.time(at)}</time>
          </div>`
        : nothing
    }
    <div part="body" dir="auto">${format(text).map(token => renderToken(token, onLink))}</div>
    ${state}
  </div>`;
}

function renderToken(token: Token, onLink: (event: Event) => void): unknown {
  if (typeof token === 'string') return token;
  const { href, text } = token;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc" @click=${onLink}
    >${text}</a
  >`;
}

function renderDivider(text: string): TemplateResult {
  return html`<div part="divider"><span>${text}</span></div>`;
}

/** Text alone: with nothing in it, it is `:empty`. */
function renderNotice(text: string, isComings: boolean): TemplateResult {
  const kind = isComings ? 'comings' : '';
  return html`<div class=${kind} part="message message-system" data-type="serverMessage">${text}</div>`;
}

function inWords({ joined, left, renamed }: Comings, { translation, names }: Words): string {
  const parts = renamed.map(({ was, person }) => translation.renamed(isolated(was), isolated(person)));
  if (left.length > 0) parts.unshift(translation.left(names(left), left.length));
  if (joined.length > 0) parts.unshift(translation.joined(names(joined), joined.length));
  return parts.join(' · ');
}
