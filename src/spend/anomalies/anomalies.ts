import { UsageError } from '../../errors.js';
import { type Day, dayOf } from '../../period.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Source } from '../source.js';
import type { Spend } from '../spend.js';
import { Owners } from '../teams.js';
import { isAgent } from './agents.js';
import { type Closer, closerLook } from './closer.js';
import type { Subject } from './incident.js';
import type { Announced, AnnouncedStore, IncidentRow, IncidentStore } from './incident-row.js';
import type { WatchedSeries } from './watched-series.js';

export interface AnomaliesOptions {
  ledger: Ledger;
  source: Source['name'];
  spend: Spend;
  owners: Owners;
  watched: WatchedSeries;
  incidents: IncidentStore;
  announced: AnnouncedStore;
  /** How AWS Cost Anomaly Detection is used, one sentence. */
  awsWords(): string;
  now(): Date;
}

/** Incidents and announced spend as people deal with them. Who may is the caller's to know. */
export class Anomalies {
  constructor(private readonly o: AnomaliesOptions) {}

  /** What is open or planned now, the latest first. */
  async current(): Promise<IncidentRow[]> {
    return (await this.o.incidents.current(this.o.now())).filter((row) => row.state !== 'ended');
  }

  /** How AWS Cost Anomaly Detection is used, one sentence. */
  awsWords(): string {
    return this.o.awsWords();
  }

  find(id: string): Promise<IncidentRow | undefined> {
    return this.o.incidents.find(id);
  }

  /** Somebody says it is planned; undefined when somebody else has changed it since it was read. */
  plan(row: IncidentRow, plan: { until: Day; note: string; by: string }): Promise<IncidentRow | undefined> {
    return this.o.incidents.change(row, { state: 'planned', plan, news: { kind: 'planned', by: plan.by } });
  }

  /** Takes that back: from now on it is told again. Undefined as with `plan`. */
  undo(row: IncidentRow, by: string): Promise<IncidentRow | undefined> {
    return this.o.incidents.change(row, { state: 'open', plan: undefined, news: { kind: 'undone', by } });
  }

  announce(one: Omit<Announced, 'id' | 'createdAt'>): ReturnType<AnnouncedStore['add']> {
    return this.o.announced.add(one);
  }

  /** Announced for today or a day to come. */
  announced(): Promise<Announced[]> {
    return this.o.announced.since(dayOf(this.o.now()));
  }

  findAnnounced(id: string): Promise<Announced | undefined> {
    return this.o.announced.find(id);
  }

  withdraw(id: string): Promise<Announced | undefined> {
    return this.o.announced.remove(id);
  }

  /** Day by day, and what changed; undefined when there is nothing to look at. */
  async closer(row: IncidentRow): Promise<Closer | undefined> {
    const { ledger, source, spend, owners } = this.o;
    const valuesOf = async (team: string): Promise<string[]> => (await spend.teams()).get(team)?.values ?? [];
    return closerLook({ ledger, source, valuesOf, ownerOf: (value) => owners.of(value) }, row);
  }

  /**
   * Whom a person means, and whose it is.
   * @throws UsageError naming the nearest, or that the source does not know callers
   */
  async subject(kind: Subject['kind'], typed: string): Promise<{ subject: Subject; team: string | null }> {
    if (kind === 'team') {
      const name = this.o.owners.find(typed, (await this.o.spend.teams()).keys());
      return { subject: { kind, name }, team: name };
    }
    if (kind === 'model') {
      const models = await this.o.watched.known('model');
      const name = new Owners([], false).find(typed, models.keys(), 'model');
      return { subject: { kind, name }, team: models.get(name) || null };
    }
    if (this.o.source !== 'cur-files')
      throw new UsageError('Cost Explorer does not tell who called; announce the team, such as team engineering until friday.');
    const callers = await this.o.watched.known('caller');
    const name = caller(typed, [...callers.keys()]);
    return { subject: { kind: isAgent(name) ? 'agent' : 'principal', name }, team: callers.get(name) || null };
  }
}

/** A caller by its ARN, or by its role's, session's or user's name where only one is called that. */
function caller(typed: string, arns: string[]): string {
  if (arns.includes(typed)) return typed;
  const wanted = typed.toLowerCase();
  const called = arns.filter((arn) =>
    arn
      .split('/')
      .slice(1)
      .some((part) => part.toLowerCase() === wanted),
  );
  const [one, ...others] = called;
  if (one !== undefined && others.length === 0) return one;
  if (one !== undefined) throw new UsageError(`More than one caller is called that; write one of ${called.slice(0, 5).join(', ')}.`);
  return new Owners([], false).find(typed, arns, 'caller');
}
