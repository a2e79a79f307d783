import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** What `npm start` gives node before the script, so that what people run is measured. */
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { scripts: Record<string, string> };
const startFlags =
  /^node (.*)dist\/app\.js$/
    .exec(scripts['start'] ?? '')?.[1]
    ?.split(' ')
    .filter(Boolean) ?? [];

/** A server of ours in its own process. */
export interface Server {
  port: number;
  /** Milliseconds from the start of the process to the first 200 of `/readyz`. */
  readyMs: number;
  /** Resident memory now, in MB. */
  residentMb(): number;
  stop(): Promise<void>;
}

/**
 * Starts `node <script>` as `npm start` does, with only the given environment, and waits until it is ready.
 * @throws with what it printed when it ends or is not ready within 30 s.
 */
export async function startServer(script: string, env: Record<string, string>): Promise<Server> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [...startFlags, script], {
    cwd: root,
    env: { PATH: process.env['PATH'], PORT: String(port), NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  while (!(await answers(`http://127.0.0.1:${port}/readyz`))) {
    if (child.exitCode !== null || performance.now() - begun > 30_000) throw new Error(`${script} did not start:\n${said.join('')}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const readyMs = performance.now() - begun;
  return { port, readyMs, residentMb: () => residentMb(child.pid as number), stop: () => stop(child) };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
  }
}

/** Ends one child and waits for it. */
function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Runs `node <args>` to its end. The script prints the milliseconds its work took, without the start of the process.
 * @throws with what it said when it fails.
 */
export async function runToEnd(args: string[], env: Record<string, string>): Promise<{ ms: number; peakMb: number }> {
  const preload = fileURLToPath(new URL('./peak-memory.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', '--import', preload, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const peak = /peak-kib=(\d+)/.exec(err.join(''));
  if (code !== 0 || !peak) throw new Error(`node ${args.join(' ')} failed (${code}):\n${err.join('')}`);
  return { ms: Number(out.join('')), peakMb: Number(peak[1]) / 1024 };
}
