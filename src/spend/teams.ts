import { closest, fold } from '../did-you-mean.js';
import { UsageError } from '../errors.js';
import { decoded, lookalikes, visible } from '../typed-text.js';

export interface TeamRule {
  name: string;
  aliases: string[];
}

/** What is spent without a value of the tag; always shown, never folded into a team. */
export const UNATTRIBUTED = null;

/**
 * Which owner a raw tag value belongs to: a configured name or alias as written, with case and spaces ignored only
 * where the config says so; otherwise the value is its own owner. No value at all is unattributed.
 */
export class Owners {
  private readonly rules = new Map<string, string>();

  constructor(
    teams: TeamRule[],
    private readonly mergeSpelling: boolean,
  ) {
    for (const team of teams) for (const name of [team.name, ...team.aliases]) this.rules.set(this.key(name), team.name);
  }

  of(value: string | null): string | null {
    if (value === null || value.trim() === '') return UNATTRIBUTED;
    const rule = this.rules.get(this.key(value));
    if (rule !== undefined) return rule;
    return (this.mergeSpelling && this.key(value)) || value;
  }

  /** Names that look like another's, written so that they can be told apart and typed. */
  told(existing: Iterable<string>): Map<string, string> {
    return lookalikes([...this.configured(), ...existing]);
  }

  /** Names that are configured, whether they spent or not. */
  configured(): string[] {
    return [...new Set(this.rules.values())];
  }

  /**
   * The owner a person means by `typed`, among `existing` owners and the configured ones: as written, with characters
   * nobody sees written out as `visible` does, by alias, or, when only one is spelled alike, that one.
   * @throws UsageError naming the nearest and what exists, names that look the same told apart.
   */
  find(typed: string, existing: Iterable<string>, what = 'team'): string {
    const known = [...new Set([...this.configured(), ...existing])].sort((a, b) => a.localeCompare(b));
    for (const exactly of [typed, decoded(typed)]) {
      if (known.includes(exactly)) return exactly;
      const rule = this.rules.get(this.key(exactly));
      if (rule !== undefined) return rule;
    }
    const shown = lookalikes(known);
    const said = (name: string): string => shown.get(name) ?? name;
    const folded = fold(decoded(typed));
    const names = new Map([
      ...[...this.rules].map(([alias, team]): [string, string] => [alias, team]),
      ...known.map((name): [string, string] => [name, name]),
    ]);
    const alike = new Set([...names].filter(([name]) => fold(name) === folded).map(([, owner]) => owner));
    if (alike.size === 1) return [...alike][0] as string;
    if (alike.size > 1)
      throw new UsageError(
        `More than one ${what} is spelled like that: ${[...alike].map(said).join(', ')}. Write it exactly as one of them.`,
      );
    const near = closest(typed, names.keys());
    const meant = near === undefined ? undefined : names.get(near);
    const list =
      known.length === 0
        ? `No ${what} has been seen in the billing data yet.`
        : `${what === 'team' ? 'Teams' : 'Known'}: ${listed(known.map(said))}.`;
    throw new UsageError(
      `There is no ${what} "${visible(typed.slice(0, 60)).replace(/^"|"$/g, '')}"${meant ? `; did you mean ${said(meant)}?` : '.'} ${list}`,
    );
  }

  private key(name: string): string {
    return this.mergeSpelling ? fold(name) : name;
  }
}

function listed(names: string[]): string {
  const shown = names.slice(0, 20);
  return shown.join(', ') + (names.length > shown.length ? ` and ${names.length - shown.length} more` : '');
}
