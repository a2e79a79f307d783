import { viewOf } from './content.js';
import type { OpenView } from './fake-slack.types.js';
import type { Methods } from './methods.js';
import { SlackError } from './slack-error.js';

const shown = ({ view }: OpenView) => ({ view });

const sameHash = (open: OpenView | undefined, hash: unknown): void => {
  if (hash && open && hash !== open.hash) throw new SlackError('hash_conflict');
};

export const viewMethods: Methods = {
  // The view is looked at first: a refused view leaves the trigger for another try, as long as it lives.
  'views.open': (workspace, args) => {
    const view = viewOf(workspace, args.view, 'modal');
    return shown(workspace.views.open(workspace.triggers.exchange(args.trigger_id).user, view));
  },

  'views.push': (workspace, args) => {
    const view = viewOf(workspace, args.view, 'modal');
    const trigger = workspace.triggers.exchange(args.trigger_id);
    if (!trigger.viewId) throw new SlackError('invalid_trigger_id');
    return shown(workspace.views.push(trigger.user, view));
  },

  'views.update': (workspace, args) => {
    const view = viewOf(workspace, args.view, 'modal');
    const open = workspace.views.find({ id: args.view_id, externalId: args.external_id });
    sameHash(open, args.hash);
    return shown(workspace.views.update(open, view));
  },

  'views.publish': (workspace, args) => {
    const person = workspace.directory.person(args.user_id);
    const view = viewOf(workspace, args.view, 'home');
    sameHash(workspace.views.home(person.id), args.hash);
    return shown(workspace.views.publish(person.id, view));
  },
};
