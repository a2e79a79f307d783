import type { Json } from '../page-wire.js';
import { drawCard, drawCarousel, drawContainer } from './block-card.js';
import { drawInput } from './block-input.js';
import { drawChart } from './chart.js';
import { drawControl } from './controls.js';
import { drawDataTable } from './data-table.js';
import type { Draw } from './draw.js';
import { drawChunks, drawTextObject, plainWords } from './draw-text.js';
import { h } from './element.js';
import { parseMarkdown } from './markdown.js';
import { drawTable } from './plain-table.js';
import { richText } from './rich-text.js';
import { unknownBox } from './unknown.js';

const DRAWN: Record<string, (block: Json, draw: Draw) => HTMLElement> = {
  section: drawSection,
  header: (block) => h('h3', { class: 'block-header' }, plainWords(block.text)),
  divider: () => h('hr'),
  context: drawContext,
  actions: drawActions,
  context_actions: drawActions,
  image: drawImage,
  input: drawInput,
  markdown: (block, draw) => h('div', { class: 'text' }, drawChunks(parseMarkdown(String(block.text ?? '')), draw)),
  rich_text: (block, draw) => h('div', { class: 'text' }, drawChunks(richText(block.elements), draw)),
  table: drawTable,
  data_table: drawDataTable,
  data_visualization: drawChart,
  card: (block, draw) => drawCard(block, draw),
  carousel: (block, draw) => drawCarousel(block, draw),
  container: (block, draw) => drawContainer(block, draw, drawBlocks),
  alert: (block, draw) =>
    h('div', { class: `alert ${alertLevel(block.level)}`, role: 'note' }, h('div', { class: 'text' }, drawTextObject(block.text, draw))),
};

/** Draws Block Kit. A block that fails to draw, or that the page does not know, shows as a box with its type. */
export const drawBlocks = (blocks: Json[], draw: Draw): HTMLElement[] =>
  blocks.map((block) => {
    const type = String(block?.type);
    const element = tried(Object.hasOwn(DRAWN, type) ? DRAWN[type] : undefined, block, draw) ?? unknownBox(type);
    element.classList.add('block');
    if (block?.block_id) element.dataset.block = String(block.block_id);
    return element;
  });

function tried(drawOne: ((block: Json, draw: Draw) => HTMLElement) | undefined, block: Json, draw: Draw): HTMLElement | undefined {
  try {
    return drawOne?.(block, draw);
  } catch (error) {
    // One broken block must not take the whole conversation with it.
    console.error(`The ${block?.type} block is broken`, error, block);
    return undefined;
  }
}

function drawSection(block: Json, draw: Draw): HTMLElement {
  const place = { block, waits: false, required: false };
  return h('div', { class: `section${block.accessory ? ' with-accessory' : ''}` }, [
    h('div', { class: 'section-body' }, [
      block.text && h('div', { class: 'text' }, drawTextObject(block.text, draw)),
      block.fields &&
        h(
          'div',
          { class: 'fields' },
          block.fields.map((field: Json) => h('div', { class: 'text' }, drawTextObject(field, draw))),
        ),
    ]),
    block.accessory && h('div', { class: 'accessory' }, drawControl(block.accessory, place, draw)),
  ]);
}

function drawContext(block: Json, draw: Draw): HTMLElement {
  const parts = (block.elements ?? []).map((element: Json) =>
    element?.type === 'image'
      ? h('img', { class: 'context-image', src: String(element.image_url ?? ''), alt: String(element.alt_text ?? '') })
      : h('div', { class: 'text' }, drawTextObject(element, draw)),
  );
  return h('div', { class: 'context' }, parts);
}

function drawActions(block: Json, draw: Draw): HTMLElement {
  const place = { block, waits: false, required: false };
  return h(
    'div',
    { class: 'actions' },
    (block.elements ?? []).map((element: Json) => drawControl(element, place, draw)),
  );
}

function drawImage(block: Json): HTMLElement {
  const src = String(block.image_url ?? block.slack_file?.url ?? (block.slack_file?.id ? `/files/${block.slack_file.id}` : ''));
  const alt = String(block.alt_text ?? '');
  const image = h('img', { src, alt }, [], { error: () => image.replaceWith(h('div', { class: 'no-image' }, `Image: ${alt}`)) });
  return h('figure', {}, [block.title && h('figcaption', {}, plainWords(block.title)), image]);
}

const alertLevel = (level: unknown): string =>
  ['info', 'warning', 'error', 'success'].includes(String(level)) ? String(level) : 'default';
