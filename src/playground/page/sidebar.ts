import type { WireChannel, WirePerson } from '../page-wire.js';
import { avatar, botAvatar, sigil } from './avatar.js';
import { h } from './element.js';
import type { Model } from './model.js';

export interface SidebarActions {
  become(person: WirePerson): void;
  open(channel: WireChannel): void;
}

/** Workspace, channels of the acting person, and the people one can act as. */
export function drawSidebar(model: Model, on: SidebarActions): HTMLElement[] {
  const { state, channel: current } = model;
  const channels = (state?.channels ?? []).filter((one) => one.kind !== 'dm');
  const direct = (state?.channels ?? []).filter((one) => one.kind === 'dm');
  const entry = (channel: WireChannel) =>
    h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: `entry${channel.unread > 0 ? ' unread' : ''}`,
          'aria-current': channel.id === current?.id ? 'page' : undefined,
          'data-channel': channel.id,
        },
        [
          channel.kind === 'dm' ? botAvatar() : sigil(channel),
          h('span', { class: 'entry-name' }, channel.name),
          channel.archived && h('span', { class: 'mark' }, 'archived'),
          pip(channel.unread),
        ],
        { click: () => on.open(channel) },
      ),
    );
  return [
    h('header', { class: 'workspace' }, [botAvatar(), h('div', {}, [h('b', {}, 'aispend'), h('span', {}, 'playground')])]),
    h('div', { class: 'sidebar-scroll' }, [
      h('h2', {}, 'Channels'),
      h('ul', {}, channels.length ? channels.map(entry) : h('li', { class: 'none' }, 'Not in any channel')),
      h('h2', {}, 'Direct message'),
      h('ul', {}, direct.map(entry)),
      h('h2', { id: 'acting-as' }, 'Acting as'),
      h(
        'ul',
        { 'aria-labelledby': 'acting-as' },
        (state?.people ?? []).map((person) => drawPerson(person, person.id === state?.me, on)),
      ),
    ]),
  ];
}

function drawPerson(person: WirePerson, isMe: boolean, on: SidebarActions): HTMLElement {
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: `entry person${person.mark === 'deactivated' ? ' gone' : ''}`,
        'aria-pressed': isMe ? 'true' : 'false',
        'data-person': person.id,
      },
      [
        avatar(person.name),
        h('span', { class: 'entry-name' }, [h('span', {}, person.name), person.title !== undefined && h('small', {}, person.title)]),
        person.mark && h('span', { class: 'mark' }, person.mark),
        isMe ? h('span', { class: 'you' }, 'you') : pip(person.unread),
      ],
      { click: () => on.become(person) },
    ),
  );
}

const pip = (unread: number): HTMLElement | undefined =>
  unread === 0
    ? undefined
    : h('span', { class: 'pip', role: 'img', 'aria-label': `${unread} unread` }, unread > 99 ? '99+' : String(unread));
