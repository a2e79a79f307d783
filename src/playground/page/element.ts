import { safeUrl } from './inline.js';

/** Slack's JSON says null where a field is empty, so null is nothing, like undefined and false. */
export type Child = Node | string | undefined | null | false | Child[];
type Value = string | number | boolean | undefined;
type Handlers = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

/** Makes an element. Strings become text nodes, never HTML; addresses that must not be followed are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  children: Child = [],
  on: Handlers = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  for (const [name, handler] of Object.entries(on)) element.addEventListener(name, handler as EventListener);
  append(element, children);
  return element;
}

export function svg(tag: string, attributes: Record<string, Value> = {}, children: Child = []): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

function setAttributes(element: Element, attributes: Record<string, Value>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name === 'href' && !safeUrl(value)) continue;
    if (name.startsWith('on')) throw new Error(`Handlers are functions: ${name}`);
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

export function append(element: Element, children: Child): void {
  if (children === undefined || children === null || children === false) return;
  if (Array.isArray(children)) for (const child of children) append(element, child);
  else element.append(children);
}

/** Makes the children of an element those given, moving none that stay: what one types in keeps the focus. */
export function reconcile(parent: Element, children: Element[]): void {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  for (const [index, child] of children.entries())
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
}

/** Text for screen readers only. */
export const spoken = (words: string): HTMLElement => h('span', { class: 'spoken' }, words);

/** Marks a control as under way until the work is done. A second press meanwhile does nothing. */
export async function whileBusy(control: HTMLElement, work: () => Promise<void>): Promise<void> {
  if (control.getAttribute('aria-busy') === 'true') return;
  control.setAttribute('aria-busy', 'true');
  try {
    await work();
  } finally {
    control.removeAttribute('aria-busy');
  }
}
