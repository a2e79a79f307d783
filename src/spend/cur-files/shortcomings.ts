import type { ReadableFile } from './alike.js';
import { hasMetric } from './cost.js';
import type { Reading } from './line-items.js';
import { namesProducts } from './service.js';
import { cannotTellTag } from './tag-value.js';

/** What the files of a month cannot answer because the export was made without a column: one sentence each. */
export function shortcomings(files: ReadableFile[], { metric, tags }: Reading): string[] {
  const notes: string[] = [];
  const without = (has: (file: ReadableFile) => boolean) => files.filter((file) => !has(file)).map(({ file }) => file.path);
  const say = (paths: string[], sentence: string) => {
    if (paths.length > 0) notes.push(`${paths.length === files.length ? 'The CUR files' : listed(paths)} ${sentence}`);
  };
  say(
    without(({ columns }) => hasMetric(columns, metric)),
    metric === 'net-unblended'
      ? 'have no net cost; unblended cost is counted there.'
      : 'have no cost of savings plans and reservations; unblended cost is counted there.',
  );
  say(
    without(({ columns }) => namesProducts(columns)),
    'do not name products, so models sold through AWS Marketplace are missing; add the column product to the export.',
  );
  for (const [name, keys] of Object.entries(tags))
    say(
      without(({ columns }) => !cannotTellTag(columns, keys)),
      `have no column with ${keys.join(' or ')}, so ${name} is unknown there; add the column tags to the export.`,
    );
  say(
    without(({ columns }) => columns.has('line_item_iam_principal')),
    'do not say who called; make an export with caller identity (IAM principal) data.',
  );
  return notes;
}

const listed = (paths: string[]): string =>
  paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
