import { createAnomalyDetection } from './aws/anomaly-detection.js';
import type { AwsSettings } from './aws/client-settings.js';
import { createCloudWatch } from './aws/cloudwatch.js';
import type { FileConfig } from './config-schema.js';
import { Anomalies } from './spend/anomalies/anomalies.js';
import { IncidentWatch } from './spend/anomalies/incident-watch.js';
import { SameDayWatch } from './spend/anomalies/same-day-watch.js';
import { WatchedSeries } from './spend/anomalies/watched-series.js';
import type { Breakdowns } from './spend/breakdowns.js';
import type { Ledger } from './spend/ledger/ledger.js';
import type { RequestCeiling } from './spend/request-ceiling.js';
import type { Source } from './spend/source.js';
import type { Spend } from './spend/spend.js';
import type { Owners } from './spend/teams.js';
import type { Store } from './store/open.js';

export interface AnomalyParts {
  ledger: Ledger;
  source: Source['name'];
  spend: Spend;
  owners: Owners;
  breakdowns: Breakdowns;
  store: Pick<Store, 'incidents' | 'announced'>;
  ceiling: RequestCeiling;
  settings: FileConfig;
  aws: AwsSettings;
  now(): Date;
}

/** Unusual spend: what the clock looks for, and what people do about it. */
export function assembleAnomalies(o: AnomalyParts): { anomalies: Anomalies; incidents: IncidentWatch; sameDay: SameDayWatch } {
  const { ledger, source, owners, breakdowns, ceiling } = o;
  const { incidents: kept, announced } = o.store;
  const watched = new WatchedSeries({ ledger, source, owners, breakdowns });
  const hooks = { beforeRequest: () => ceiling.take(), notBilled: () => ceiling.giveBack() };
  const detection = o.settings.anomalies.awsDetection ? createAnomalyDetection(o.aws, hooks) : undefined;
  const incidents = new IncidentWatch({ watched, incidents: kept, announced, detection, owners, settings: o.settings });
  const { spend, now } = o;
  const anomalies = new Anomalies({
    ledger,
    source,
    spend,
    owners,
    watched,
    incidents: kept,
    announced,
    awsWords: () => incidents.awsWords(),
    now,
  });
  const sameDay = new SameDayWatch({ cloudWatch: createCloudWatch(o.aws), ledger, source, breakdowns, announced, settings: o.settings });
  return { anomalies, incidents, sameDay };
}
