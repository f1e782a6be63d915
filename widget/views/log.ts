import { css, html, nothing, render, type TemplateResult } from 'lit';
import type { Translation } from '../i18n/translation.js';
import type { Loading, Room } from '../room.js';
import type { Chunk } from '../timeline.js';
import { renderEntry, type RowContext } from './message.js';

export interface LogView {
  translation: Translation;
  /** Absent where there is no relay to ask. */
  room: Pick<Room, 'older' | 'newer' | 'loadOlder' | 'loadNewer'> | undefined;
  isEmpty: boolean;
  /** Messages of others that were not seen. */
  unread: number;
  drafts: unknown;
  /** What keeps the chat from working, in a sentence. */
  trouble: string | undefined;
  onScroll: () => void;
  onLatest: () => void;
}

/** The frame of the log. Its rows are put in by `renderChunks`. */
export function renderLog(view: LogView): TemplateResult {
  const { translation, room, isEmpty, drafts, trouble, unread } = view;
  const { older, newer } = room ?? {};
  return html`<div class="view">
    <div
      part="log"
      role="log"
      aria-live="off"
      aria-label=${translation.messages}
      tabindex="0"
      @scroll=${view.onScroll}
    >
      ${
        older === 'none'
          ? html`<p class="more">${translation.beginning}</p>`
          : renderMore(older, translation.older, () => room!.loadOlder(), translation)
      }
      <div id="rows"></div>
      ${renderMore(newer, translation.newer, () => room!.loadNewer(), translation)}
      <div id="tail">
        ${drafts}${isEmpty ? html`<slot name="empty"><p>${translation.empty}</p></slot>` : nothing}
        ${trouble ? html`<p part="notice">${trouble}</p>` : nothing}
      </div>
    </div>
    ${unread || newer ? html`<button part="latest" @click=${view.onLatest}>${unread ? translation.manyNew(unread) : translation.latest}</button>` : nothing}
  </div>`;
}

/** The button stays while it loads: who pressed it by keyboard keeps their place. */
function renderMore(
  state: Loading | undefined,
  label: string,
  onClick: () => void,
  { notLoaded, tryAgain }: Translation,
): unknown {
  const hasFailed = state === 'failed';
  return state
    ? html`<p class="more">
        ${hasFailed ? notLoaded : nothing}
        <button class=${state} @click=${onClick}>${hasFailed ? tryAgain : label}</button>
      </p>`
    : nothing;
}

export const logStyles = css`
  .view {
    position: relative;
    display: flex;
    flex: auto;
    flex-direction: column;
    min-height: 0;
  }
  [role='log'] {
    display: flex;
    flex: auto;
    flex-direction: column;
    padding: 0.5em var(--_edge) 1em;
    overflow: hidden auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
  }
  #rows {
    margin-block-start: auto;
  }
  #rows > * {
    display: flow-root;
    contain-intrinsic-size: auto 50em;
  }
  .chunk {
    content-visibility: auto;
  }
  p {
    margin: 1em auto;
    max-width: 32em;
    text-align: center;
    text-wrap: balance;
    color: var(--_muted);
  }
  .more {
    margin: 0 auto;
    font-size: var(--_small);
  }
  [part='latest'] {
    position: absolute;
    inset-block-end: 0.75em;
    inset-inline: 0;
    width: max-content;
    margin-inline: auto;
    border-radius: 2em;
    box-shadow: 0 2px 8px #0004;
  }
`;

/** The rows of a chunk as they are shown. */
export interface ChunkElement extends HTMLElement {
  chunk?: Chunk;
  version?: number;
  context?: RowContext;
  /** Where it is on the way to be skippable: the frame that makes it so. */
  frame?: number;
}

/**
 * Renders the chunks that have changed, each for itself: at 10,000 rows a keyed list over all of them costs
 * 18 ms with every message, the last chunk alone about one.
 */
export function renderChunks(rows: Element, chunks: readonly Chunk[], context: RowContext): void {
  // Those that stay keep their elements, wherever others have gone.
  for (const element of [...rows.children] as ChunkElement[])
    if (!chunks.includes(element.chunk!)) element.remove();
  chunks.forEach((chunk, index) => {
    let element = rows.children[index] as ChunkElement | undefined;
    if (element?.chunk !== chunk) element = insertChunk(rows, chunk, element);
    // Not what is in sight at the end: for one frame it would be laid out as what it is thought to be.
    if (index < chunks.length - 2) makeSkippable(element);
    if (element.version === chunk.version && element.context === context) return;
    Object.assign(element, { version: chunk.version, context });
    render(
      chunk.entries.map(entry => renderEntry(entry, context)),
      element,
    );
  });
}

function insertChunk(rows: Element, chunk: Chunk, before: Element | undefined): ChunkElement {
  const element: ChunkElement = document.createElement('div');
  element.chunk = chunk;
  return rows.insertBefore(element, before ?? null);
}

/** Lets the browser leave out what is not in sight, once it was laid out in full: its height is then known. */
function makeSkippable(element: ChunkElement): void {
  element.frame ??= requestAnimationFrame(() => requestAnimationFrame(() => element.classList.add('chunk')));
}
