import type { AnomalyDetection, AwsAnomalies } from '../../aws/anomaly-detection.js';
import type { FileConfig } from '../../config-schema.js';
import { decimal } from '../../money.js';
import { addDays, dayOf } from '../../period.js';
import type { Owners } from '../teams.js';
import { bedrockPart } from './aws-bedrock.js';
import { awsDetectionWords } from './aws-words.js';
import { calledNow } from './called-now.js';
import { type Decision, decide } from './decide.js';
import { decideByAws } from './decide-aws.js';
import { findUnannounced } from './explained.js';
import { type Incident, type Planned, type Series, subjectKey } from './incident.js';
import type { Announced, AnnouncedStore, IncidentRow, IncidentStore, NewIncident } from './incident-row.js';
import { NO_TEAM, type WatchedSeries } from './watched-series.js';

/** Ended ones are looked at for so long: they may begin again, and what is to be said of them may not have been said. */
const CURRENT_MS = 30 * 86_400_000;
/** How far back AWS is asked. */
const AWS_DAYS = 30;

export interface IncidentWatchOptions {
  watched: WatchedSeries;
  incidents: IncidentStore;
  announced: AnnouncedStore;
  /** Undefined when aispend.yaml does not want it. */
  detection: AnomalyDetection | undefined;
  owners: Owners;
  settings: Pick<FileConfig, 'anomalies' | 'teams' | 'chargeback' | 'admins'>;
}

/** `unwatched`: nobody looked before, so that what was over by then is known and no news. */
interface Looked {
  unwatched: boolean;
}

const heardOf = (one: NewIncident, { unwatched }: Looked): NewIncident =>
  unwatched && one.state === 'ended' ? { ...one, places: [] } : one;

/** Looks for unusual spend and decides, by compare-and-swap, what is to be said of it. Saying it is somebody else's. */
export class IncidentWatch {
  private askedAws: { day: string; found: AwsAnomalies } | undefined;

  constructor(private readonly o: IncidentWatchOptions) {}

  async current(due: Date): Promise<IncidentRow[]> {
    const rows = await this.o.incidents.current(new Date(due.getTime() - CURRENT_MS));
    return rows.map(calledNow(this.o.owners).row);
  }

  /** What the ledger shows. Gives the incidents that changed; undefined while there is no complete day. */
  async byBill(due: Date, about?: Looked): Promise<IncidentRow[] | undefined> {
    const minimum = decimal(this.o.settings.anomalies.minimumDollars);
    const watched = await this.o.watched.read(minimum);
    if (!watched) return undefined;
    const { series, first, last } = watched;
    const rows = await this.current(due);
    const announced = (await this.o.announced.since(first)).map(plannedOf).map(calledNow(this.o.owners).planned);
    const planned = [...announced, ...rows.flatMap(plannedByRow)];
    const incidents = await findUnannounced(series, { first, last, minimum, planned });
    const found = { incidents, first, last, planned, teamOf: (one: Incident) => teamOf(one, series), placesFor: this.placesFor };
    return this.apply(decide(found, rows), about);
  }

  /** What AWS Cost Anomaly Detection found; asked once a UTC day, because its requests may be billed. */
  async byAws(due: Date, about?: Looked): Promise<IncidentRow[]> {
    const found = await this.askAws(due);
    if (found?.state !== 'used') return [];
    const decisions = decideByAws(
      {
        anomalies: found.anomalies.flatMap((one) => bedrockPart(one) ?? []),
        today: dayOf(due),
        minimum: decimal(this.o.settings.anomalies.minimumDollars),
        ownerOf: (value) => this.o.owners.of(value ?? null),
        placesFor: this.placesFor,
      },
      await this.current(due),
    );
    return this.apply(decisions, about);
  }

  /** What AWS said last, in this process. */
  awsWords(): string {
    return awsDetectionWords(this.o.detection !== undefined, this.askedAws?.found);
  }

  /** Asks AWS now, for `doctor`: how its detection is used, one sentence. Takes one or two paid requests a day at most. */
  async checkAws(now: Date): Promise<string> {
    await this.askAws(now);
    return this.awsWords();
  }

  /** What AWS answered; undefined when it is not wanted. What is not available is asked for again. */
  async askAws(due: Date): Promise<AwsAnomalies | undefined> {
    if (!this.o.detection) return undefined;
    const day = dayOf(due);
    if (this.askedAws?.day === day && this.askedAws.found.state !== 'unavailable') return this.askedAws.found;
    const found = await this.o.detection.anomalies(addDays(day, -AWS_DAYS), day);
    this.askedAws = { day, found };
    return found;
  }

  private async apply(decisions: Decision[], about: Looked = { unwatched: false }): Promise<IncidentRow[]> {
    const changed: IncidentRow[] = [];
    for (const one of decisions) {
      const row =
        'open' in one ? await this.o.incidents.open(heardOf(one.open, about)) : await this.o.incidents.change(one.row, one.change);
      if (row) changed.push(row);
    }
    return changed;
  }

  /** The team's channel, else finance's, else the admins one by one. */
  private readonly placesFor = (team: string | null): string[] => {
    const { teams, chargeback, admins } = this.o.settings;
    const channel = teams.find((one) => one.name === team)?.channel ?? chargeback.financeChannel;
    return channel ? [channel] : admins;
  };
}

const plannedOf = ({ subject, from, until }: Announced): Planned => ({ subject, from, to: addDays(until, 1) });

const plannedByRow = ({ state, subject, seen, plan }: IncidentRow): Planned[] =>
  state === 'planned' && subject && seen && plan ? [{ subject, from: seen.from, to: addDays(plan.until, 1) }] : [];

/** The team it is about, else the one its subject works for, else the one named beside it. */
function teamOf({ subject, related }: Incident, series: readonly Series[]): string | null {
  const own = subject.kind === 'team' ? subject.name : series.find((one) => subjectKey(one) === subjectKey(subject))?.team;
  const beside = related.find((one) => one.subject.kind === 'team')?.subject.name;
  return (own ?? beside ?? NO_TEAM) || null;
}
