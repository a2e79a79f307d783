import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** A program as a person starts it: from the built files, with nothing in its environment but what is given. */
export interface Program {
  child: ChildProcess;
  out(): string;
  err(): string;
  /** Resolves with the first match in what it printed; rejects when it ends first. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code (null: killed by a signal). */
  ended: Promise<number | null>;
}

export const emptyFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'aispend-process-'));

export function run(script: string, args: string[], o: { cwd: string; env?: Record<string, string> }): Program {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: o.cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: o.cwd, ...o.env },
  });
  let [out, err] = ['', ''];
  const listeners = new Set<() => void>();
  const heard = (take: (text: string) => void) => (chunk: Buffer) => {
    take(chunk.toString());
    for (const listener of listeners) listener();
  };
  child.stdout.on(
    'data',
    heard((text) => (out += text)),
  );
  child.stderr.on(
    'data',
    heard((text) => (err += text)),
  );
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return {
    child,
    out: () => out,
    err: () => err,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(out + err);
          if (match) resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then((code) => reject(new Error(`ended with ${code} before ${pattern}: ${out}${err}`)));
      }),
  };
}

export const aispend = (args: string[], o: { cwd: string; env?: Record<string, string> }): Program => run('bin/aispend.js', args, o);
