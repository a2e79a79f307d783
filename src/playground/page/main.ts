import type { WireState } from '../page-wire.js';
import { Clock } from './clock.js';
import { Conversation } from './conversation.js';
import { drawerOf } from './drawer.js';
import { h } from './element.js';
import { Modal } from './modal.js';
import { Model } from './model.js';
import { listen, post } from './server.js';
import { drawSidebar } from './sidebar.js';
import { TrafficPanel } from './traffic.js';

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

const model = new Model();
const modal = new Modal();
const clock = new Clock();
const places = h('div', { class: 'places' });
let drawnSidebar = '';
let stop = () => {};

const menuButton = h('button', { type: 'button', class: 'icon menu-button', 'aria-label': 'Channels and people' }, '☰', {
  click: () => document.body.classList.toggle('show-sidebar'),
});
const link = h('span', { class: 'offline', role: 'status' });
const trafficButton = h('button', { type: 'button', class: 'button quiet', 'aria-pressed': 'false' }, 'Traffic', {
  click: () => showTraffic(!document.body.classList.contains('show-traffic')),
});
const conversation = new Conversation(byId('conversation'), model, [menuButton, link, trafficButton], () => markRead());
const traffic = new TrafficPanel(byId('traffic'), () => showTraffic(false));

function showTraffic(shown: boolean): void {
  document.body.classList.toggle('show-traffic', shown);
  trafficButton.setAttribute('aria-pressed', String(shown));
  localStorage.setItem('traffic', shown ? 'shown' : 'hidden');
}

function become(id: string | undefined): void {
  stop();
  stop = listen(id, take, (connected) => {
    // Every connection, and every one made anew, is told the requests from the beginning.
    if (connected) traffic.clear();
    link.textContent = connected ? '' : 'Not connected';
  });
}

function take(state: WireState): void {
  model.take(state);
  traffic.take(state.traffic, state.now);
  sessionStorage.setItem('as', state.me);
  redraw();
}

function redraw(): void {
  const { state, channel, me } = model;
  if (!state || !channel || !me) return;
  const sidebarNow = JSON.stringify([state.me, state.people, state.channels, channel.id]);
  if (sidebarNow !== drawnSidebar) redrawSidebar();
  drawnSidebar = sidebarNow;
  conversation.redraw();
  clock.show(state.clock, state.now);
  modal.show(state.view, state.me, drawerOf(model));
  markRead();
}

/** What is on the screen of a page that is looked at has been read. */
function markRead(): void {
  const { state, channel } = model;
  if (channel && channel.unread > 0 && conversation.showsMessages && document.visibilityState === 'visible')
    void post('read', { as: state?.me, channel: channel.id });
}

/** Keeps the place and the focus of who is walking through it by keyboard. */
function redrawSidebar(): void {
  const focused = (document.activeElement as HTMLElement | null)?.dataset ?? {};
  const scrolled = places.querySelector('.sidebar-scroll')?.scrollTop ?? 0;
  const parts = drawSidebar(model, {
    become: (person) => become(person.id),
    open: (chosen) => {
      model.choose(chosen);
      document.body.classList.remove('show-sidebar');
      redraw();
    },
  });
  places.replaceChildren(...parts);
  places.querySelector('.sidebar-scroll')?.scrollTo({ top: scrolled });
  const again = focused.person ? `[data-person="${focused.person}"]` : focused.channel ? `[data-channel="${focused.channel}"]` : undefined;
  if (again) places.querySelector<HTMLElement>(again)?.focus();
}

byId('sidebar').append(places, clock.element);
byId('conversation').addEventListener('pointerdown', (event) => {
  if (event.target !== menuButton) document.body.classList.remove('show-sidebar');
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !document.body.classList.contains('show-sidebar')) return;
  document.body.classList.remove('show-sidebar');
  menuButton.focus();
});
document.addEventListener('visibilitychange', markRead);
showTraffic(localStorage.getItem('traffic') === 'shown');
become(sessionStorage.getItem('as') ?? undefined);
