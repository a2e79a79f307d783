import type { WireState } from '../page-wire.js';
import { Conversation } from './conversation.js';
import { drawerOf } from './drawer.js';
import { h } from './element.js';
import { Modal } from './modal.js';
import { Model } from './model.js';
import { listen } from './server.js';
import { drawSidebar } from './sidebar.js';
import { TrafficPanel } from './traffic.js';

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

const model = new Model();
const modal = new Modal();
const unread = new Set<string>();
const counts = new Map<string, number>();
const sidebar = byId('sidebar');
let drawnSidebar = '';
let stop = () => {};

const menuButton = h('button', { type: 'button', class: 'icon menu-button', 'aria-label': 'Channels and people' }, '☰', {
  click: () => document.body.classList.toggle('show-sidebar'),
});
const link = h('span', { class: 'offline', role: 'status' });
const trafficButton = h('button', { type: 'button', class: 'button quiet', 'aria-pressed': 'false' }, 'Traffic', {
  click: () => showTraffic(!document.body.classList.contains('show-traffic')),
});
const conversation = new Conversation(byId('conversation'), model, [menuButton, link, trafficButton]);
const traffic = new TrafficPanel(byId('traffic'), () => showTraffic(false));

function showTraffic(shown: boolean): void {
  document.body.classList.toggle('show-traffic', shown);
  trafficButton.setAttribute('aria-pressed', String(shown));
  localStorage.setItem('traffic', shown ? 'shown' : 'hidden');
}

function become(id: string | undefined): void {
  stop();
  counts.clear();
  unread.clear();
  stop = listen(id, take, (connected) => {
    link.textContent = connected ? '' : 'Not connected';
  });
}

function take(state: WireState): void {
  model.take(state);
  sessionStorage.setItem('as', state.me);
  for (const channel of state.channels) {
    const count = state.order[channel.id]?.length ?? 0;
    if (counts.has(channel.id) && count > (counts.get(channel.id) ?? 0) && channel.id !== model.channel?.id) unread.add(channel.id);
    counts.set(channel.id, count);
  }
  redraw();
}

function redraw(): void {
  const { state, channel, me } = model;
  if (!state || !me) return;
  unread.delete(channel?.id ?? '');
  const sidebarNow = JSON.stringify([state.me, state.people, state.channels, channel?.id, [...unread]]);
  if (sidebarNow !== drawnSidebar) redrawSidebar();
  drawnSidebar = sidebarNow;
  conversation.redraw();
  traffic.take(state.traffic, state.now);
  modal.show(state.view, state.me, drawerOf(model));
}

/** Keeps the place and the focus of who is walking through it by keyboard. */
function redrawSidebar(): void {
  const focused = (document.activeElement as HTMLElement | null)?.dataset ?? {};
  const scrolled = sidebar.querySelector('.sidebar-scroll')?.scrollTop ?? 0;
  const parts = drawSidebar(model, unread, {
    become: (person) => become(person.id),
    open: (chosen) => {
      model.choose(chosen);
      document.body.classList.remove('show-sidebar');
      redraw();
    },
  });
  sidebar.replaceChildren(...parts);
  sidebar.querySelector('.sidebar-scroll')?.scrollTo({ top: scrolled });
  const again = focused.person ? `[data-person="${focused.person}"]` : focused.channel ? `[data-channel="${focused.channel}"]` : undefined;
  if (again) sidebar.querySelector<HTMLElement>(again)?.focus();
}

byId('conversation').addEventListener('pointerdown', (event) => {
  if (event.target !== menuButton) document.body.classList.remove('show-sidebar');
});
showTraffic(localStorage.getItem('traffic') === 'shown');
become(sessionStorage.getItem('as') ?? undefined);
