import type { WireFile } from '../page-wire.js';
import { h, whileBusy } from './element.js';

const READABLE = /\.(csv|tsv|txt|md|json)$/i;
const SHOWN_LINES = 12;

/** A file that was shared: what it is, how large, a way to save it, and its first lines when it is text. */
export function drawFile(file: WireFile): HTMLElement {
  const kind = /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1]?.toUpperCase() ?? 'File';
  const save = h('a', { class: 'button link', download: file.name }, 'Download');
  // Only the workspace's own files; any other address would have to pass `safeUrl`.
  if (file.path.startsWith('/files/')) save.setAttribute('href', file.path);
  const head = h('pre', { class: 'file-head', tabindex: 0, hidden: true, 'aria-label': `First lines of ${file.name}` });
  const look = h('button', { type: 'button', class: 'button quiet', 'aria-expanded': 'false' }, 'Preview', {
    click: () =>
      void whileBusy(look, async () => {
        if (!head.textContent) head.textContent = await firstLines(file.path);
        head.hidden = !head.hidden;
        look.setAttribute('aria-expanded', String(!head.hidden));
      }),
  });
  return h('div', { class: 'file', role: 'group', 'aria-label': `File ${file.name}` }, [
    h('span', { class: 'file-kind', 'aria-hidden': 'true' }, kind),
    h('div', { class: 'file-name' }, [
      h('b', {}, file.title || file.name),
      h('span', { class: 'faint' }, [file.title && file.title !== file.name ? `${file.name} · ` : '', sizeOf(file.size)]),
    ]),
    READABLE.test(file.name) && look,
    save,
    head,
  ]);
}

/** "812 bytes", "14.2 KB", "3.0 MB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

async function firstLines(path: string): Promise<string> {
  try {
    const answer = await fetch(path);
    if (!answer.ok) return 'The file is not there any more.';
    const lines = (await answer.text())
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split(/\r?\n/);
    const more = lines.length - SHOWN_LINES;
    return [...lines.slice(0, SHOWN_LINES), ...(more > 0 ? [`… and ${more} more ${more === 1 ? 'line' : 'lines'}`] : [])].join('\n');
  } catch {
    return 'The playground is not running any more.';
  }
}
