import type { Json } from '../page-wire.js';
import { drawControl } from './controls.js';
import type { Draw } from './draw.js';
import { drawChunks, drawTextObject, plainWords } from './draw-text.js';
import { h } from './element.js';
import { richText } from './rich-text.js';

export function drawCard(block: Json, draw: Draw): HTMLElement {
  const place = { block, waits: false, required: false };
  return h('article', { class: 'card' }, [
    block.hero_image &&
      h('img', { class: 'hero', src: String(block.hero_image.image_url ?? ''), alt: String(block.hero_image.alt_text ?? '') }),
    h('div', { class: 'card-head' }, [
      block.icon && h('img', { class: 'context-image', src: String(block.icon.image_url ?? ''), alt: String(block.icon.alt_text ?? '') }),
      h('div', {}, [
        block.title && h('div', { class: 'card-title text' }, drawTextObject(block.title, draw)),
        block.subtitle && h('div', { class: 'card-subtitle text' }, drawTextObject(block.subtitle, draw)),
      ]),
    ]),
    block.body && h('div', { class: 'text' }, drawTextObject(block.body, draw)),
    block.actions?.length > 0 &&
      h(
        'div',
        { class: 'actions' },
        block.actions.map((element: Json) => drawControl(element, place, draw)),
      ),
  ]);
}

export const drawCarousel = (block: Json, draw: Draw): HTMLElement =>
  h(
    'div',
    { class: 'carousel', tabindex: 0, role: 'group', 'aria-label': 'Cards' },
    (block.elements ?? []).map((card: Json) => drawCard(card, draw)),
  );

export function drawContainer(block: Json, draw: Draw, drawBlocks: (blocks: Json[], draw: Draw) => HTMLElement[]): HTMLElement {
  const title = block.rich_text_title ? drawChunks(richText(block.rich_text_title.elements), draw) : [plainWords(block.title)];
  const head = [
    h('div', { class: 'container-title text' }, title),
    block.subtitle && h('div', { class: 'card-subtitle text' }, drawTextObject(block.subtitle, draw)),
  ];
  const body = h('div', { class: 'container-body' }, drawBlocks(block.child_blocks ?? [], draw));
  if (!block.is_collapsible) return h('section', { class: 'container' }, [h('div', { class: 'container-head' }, head), body]);
  return h('details', { class: 'container', open: !block.default_collapsed }, [h('summary', { class: 'container-head' }, head), body]);
}
