import { contentOf } from './content.js';
import type { Json } from './fake-slack.types.js';
import type { Methods } from './methods.js';
import { SlackError } from './slack-error.js';

/** The first and last step of an upload; the bytes in between go to the URL given out. */
export const fileMethods: Methods = {
  'files.getUploadURLExternal': (workspace, args) => {
    const length = Number(args.length);
    if (!args.filename || !(length > 0)) throw new SlackError('invalid_arguments');
    return workspace.files.expect(String(args.filename), length);
  },

  'files.completeUploadExternal': (workspace, args) => {
    if (!Array.isArray(args.files) || args.files.length === 0) throw new SlackError('invalid_arguments');
    const channel = args.channel_id ? workspace.directory.forBot(args.channel_id) : undefined;
    if (channel?.isArchived) throw new SlackError('is_archived');
    if (channel && !channel.botIsMember) throw new SlackError('not_in_channel');
    const files = args.files.map(({ id, title }: Json) => workspace.files.complete(id, title));
    if (channel) {
      // A file can speak for itself.
      const text = args.initial_comment;
      const content = text || args.blocks ? contentOf(workspace, { text, blocks: args.blocks }) : { text: '', blocks: [] };
      workspace.messages.post({
        channel: channel.id,
        ...content,
        threadTs: workspace.messages.threadAt(channel.id, args.thread_ts),
        files,
        from: 'bot',
      });
    }
    return { files };
  },
};
