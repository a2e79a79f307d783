import type { Json } from './fake-slack.types.js';
import { SlackError } from './slack-error.js';

interface StoredFile {
  id: string;
  name: string;
  length: number;
  title: string;
  bytes?: Buffer;
  complete: boolean;
}

/** Files in Slack's two-step upload: a URL is asked for, bytes are sent there, and the upload is completed. */
export class FileStore {
  private readonly files = new Map<string, StoredFile>();

  constructor(private readonly base: () => string) {}

  expect(name: string, length: number): { upload_url: string; file_id: string } {
    const id = `F${this.files.size + 1}`;
    this.files.set(id, { id, name, length, title: name, complete: false });
    return { upload_url: `${this.base()}/files/upload/${id}`, file_id: id };
  }

  /** Takes the bytes; false when nobody asked for this file. */
  receive(id: string, bytes: Buffer): boolean {
    const file = this.files.get(id);
    if (file) file.bytes = bytes;
    return file !== undefined;
  }

  /** @throws SlackError file_not_found, or file_upload_size_restricted when another length was announced */
  complete(id: unknown, title: unknown): Json {
    const file = this.files.get(String(id));
    if (!file?.bytes) throw new SlackError('file_not_found');
    if (file.bytes.length !== file.length) throw new SlackError('file_upload_size_restricted');
    Object.assign(file, { complete: true, title: typeof title === 'string' ? title : file.name });
    const url = `${this.base()}/files/${file.id}/${encodeURIComponent(file.name)}`;
    return {
      id: file.id,
      name: file.name,
      title: file.title,
      size: file.length,
      url_private: url,
      url_private_download: url,
      permalink: url,
    };
  }

  read(id: string): StoredFile | undefined {
    const file = this.files.get(id);
    return file?.complete ? file : undefined;
  }
}
