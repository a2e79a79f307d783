import { withIds } from './block-ids.js';
import { stateOf } from './element-state.js';
import type { Json, OpenView } from './fake-slack.types.js';
import type { Feed } from './feed.js';
import { SlackError } from './slack-error.js';

const STACK = 3;

interface Identity {
  teamId: string;
  appId: string;
  botId: string;
}

/** The modals each person has open, one stack for each, and their Home tabs. Objects never change; an update replaces them. */
export class Views {
  private readonly stacks = new Map<string, OpenView[]>();
  private readonly homes = new Map<string, OpenView>();
  private made = 0;

  constructor(
    private readonly identity: Identity,
    private readonly feed: Feed<OpenView>,
  ) {}

  top(user: string): OpenView | undefined {
    return this.stacks.get(user)?.at(-1);
  }

  home(user: string): OpenView | undefined {
    return this.homes.get(user);
  }

  open(user: string, view: Json): OpenView {
    this.refuseDuplicate(view);
    this.stacks.set(user, []);
    return this.put(user, view);
  }

  /** @throws SlackError push_limit_reached: a stack holds three views */
  push(user: string, view: Json): OpenView {
    this.refuseDuplicate(view);
    if ((this.stacks.get(user)?.length ?? 0) >= STACK) throw new SlackError('push_limit_reached');
    return this.put(user, view);
  }

  publish(user: string, view: Json): OpenView {
    const published = this.compose(user, `V${++this.made}`, view, {}, {});
    this.homes.set(user, published);
    this.feed.add(published);
    return published;
  }

  /** By view id or external id. @throws SlackError not_found */
  find(wanted: { id?: unknown; externalId?: unknown }): OpenView {
    const found = [...this.stacks.values()]
      .flat()
      .find(({ id, view }) => (wanted.id ? id === wanted.id : view.external_id === wanted.externalId));
    if (!found) throw new SlackError('not_found');
    return found;
  }

  /** Puts new content into an open view; what was typed into inputs of the same ids stays. */
  update(open: OpenView, view: Json): OpenView {
    const links = { root_view_id: open.view.root_view_id, previous_view_id: open.view.previous_view_id };
    const changed = this.compose(open.user, open.id, view, open.view.state.values, links);
    this.swap(changed);
    this.feed.add(changed);
    return changed;
  }

  /** Says below the inputs, or for the whole view, what is wrong. */
  complain(open: OpenView, complaint: Pick<OpenView, 'errors' | 'notice'>): void {
    const changed = { ...open, ...complaint };
    this.swap(changed);
    this.feed.add(changed);
  }

  /** Keeps what the person typed or chose. Nothing new for those who wait for the bot. */
  keep(open: OpenView, values: Json): OpenView {
    const changed = { ...open, errors: undefined, notice: undefined, view: { ...open.view, state: { values } } };
    this.swap(changed);
    return changed;
  }

  close(user: string): void {
    this.stacks.get(user)?.pop();
  }

  clear(user: string): void {
    this.stacks.delete(user);
  }

  private put(user: string, view: Json): OpenView {
    const stack = this.stacks.get(user) ?? [];
    const id = `V${++this.made}`;
    const opened = this.compose(user, id, view, {}, { root_view_id: stack[0]?.id ?? id, previous_view_id: stack.at(-1)?.id ?? null });
    this.stacks.set(user, [...stack, opened]);
    this.feed.add(opened);
    return opened;
  }

  private swap(changed: OpenView): void {
    const stack = this.stacks.get(changed.user) ?? [];
    this.stacks.set(
      changed.user,
      stack.map((open) => (open.id === changed.id ? changed : open)),
    );
    if (this.homes.get(changed.user)?.id === changed.id) this.homes.set(changed.user, changed);
  }

  private refuseDuplicate(view: Json): void {
    const taken = [...this.stacks.values()].flat().some((open) => view.external_id && open.view.external_id === view.external_id);
    if (taken) throw new SlackError('duplicate_external_id');
  }

  private compose(user: string, id: string, view: Json, typed: Json, links: Json): OpenView {
    const blocks = withIds(view.blocks);
    const hash = `${id}.${++this.made}`;
    const defaults = { callback_id: '', private_metadata: '', external_id: '', title: null, submit: null, close: null };
    const flags = { clear_on_close: false, notify_on_close: false };
    const ids = { id, hash, team_id: this.identity.teamId, app_id: this.identity.appId, bot_id: this.identity.botId };
    return {
      id,
      hash,
      user,
      view: { ...defaults, ...flags, ...view, ...ids, ...links, blocks, state: { values: stateOf(blocks, typed) } },
    };
  }
}
