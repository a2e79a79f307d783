import { CostExplorerClient, GetAnomaliesCommand, GetAnomalyMonitorsCommand } from '@aws-sdk/client-cost-explorer';
import { Unavailable } from '../errors.js';
import { type Decimal, decimal, ZERO } from '../money.js';
import type { Day } from '../period.js';
import { explain } from './aws-errors.js';
import { type AwsSettings, TIMEOUTS } from './client-settings.js';

/** What AWS names as a cause; dollars are its estimate of how much it adds. */
export interface RootCause {
  service: string;
  account: string | undefined;
  usageType: string | undefined;
  contribution: Decimal;
}

/** An anomaly as AWS Cost Anomaly Detection tells it. Amounts are its estimates and come as binary numbers. */
export interface AwsAnomaly {
  id: string;
  monitor: string;
  /** What the monitor watches: SERVICE, LINKED_ACCOUNT, TAG, COST_CATEGORY; undefined for one of the customer's own. */
  dimension: string | undefined;
  /** The value of that dimension: a service's name, an account, a tag's value. */
  value: string | undefined;
  from: Day;
  /** The last day that counts to it. */
  until: Day;
  causes: RootCause[];
  /** Dollars above what AWS expected. */
  impact: Decimal;
}

/** `none`: no monitor is set up. `denied` and `unavailable` say why in one sentence. */
export type AwsAnomalies =
  | { state: 'used'; monitors: number; anomalies: AwsAnomaly[] }
  | { state: 'none' }
  | { state: 'denied' | 'unavailable'; line: string };

export interface AnomalyDetection {
  /** Anomalies whose last day lies between the two days, both included, which is how AWS selects them. What AWS refuses is told, not thrown. */
  anomalies(since: Day, until: Day): Promise<AwsAnomalies>;
}

/**
 * Cost Anomaly Detection through Cost Explorer's endpoint. Whether its requests are billed is not documented apart from
 * "$0.01 per API request" of Cost Explorer, so they are counted like the others.
 */
export function createAnomalyDetection(
  settings: AwsSettings,
  hooks: { beforeRequest(): Promise<void>; notBilled(): Promise<void> },
): AnomalyDetection {
  const client = new CostExplorerClient({ ...settings, requestHandler: { ...TIMEOUTS }, region: 'us-east-1', maxAttempts: 1 });

  async function call<T>(action: string, send: () => Promise<T>): Promise<T> {
    await hooks.beforeRequest();
    try {
      return await send();
    } catch (error) {
      if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined) await hooks.notBilled();
      throw explain(error, action);
    }
  }

  async function all<Page extends { NextPageToken?: string | undefined }>(
    action: string,
    send: (token: string | undefined) => Promise<Page>,
  ): Promise<Page[]> {
    const pages: Page[] = [];
    const seen = new Set<string>();
    let token: string | undefined;
    do {
      const current = token;
      const page = await call(action, () => send(current));
      pages.push(page);
      token = page.NextPageToken || undefined;
      if (token !== undefined && seen.has(token)) throw new Unavailable(`AWS gave the same page of ${action} again.`);
      if (token !== undefined) seen.add(token);
    } while (token !== undefined);
    return pages;
  }

  return {
    async anomalies(since, until) {
      try {
        const monitors = (
          await all('ce:GetAnomalyMonitors', (NextPageToken) =>
            client.send(new GetAnomalyMonitorsCommand({ NextPageToken, MaxResults: 100 })),
          )
        ).flatMap((page) => page.AnomalyMonitors ?? []);
        if (monitors.length === 0) return { state: 'none' };
        const found = (
          await all('ce:GetAnomalies', (NextPageToken) =>
            client.send(new GetAnomaliesCommand({ DateInterval: { StartDate: since, EndDate: until }, NextPageToken, MaxResults: 100 })),
          )
        ).flatMap((page) => page.Anomalies ?? []);
        const byArn = new Map(monitors.map((monitor) => [monitor.MonitorArn, monitor]));
        const anomalies = found.flatMap((one): AwsAnomaly[] => {
          const from = one.AnomalyStartDate?.slice(0, 10);
          if (!one.AnomalyId || !from) return [];
          const monitor = byArn.get(one.MonitorArn);
          return [
            {
              id: one.AnomalyId,
              monitor: monitor?.MonitorName ?? one.MonitorArn ?? '',
              dimension: monitor?.MonitorDimension,
              value: one.DimensionValue,
              from,
              until: one.AnomalyEndDate?.slice(0, 10) ?? until,
              causes: (one.RootCauses ?? []).map((cause) => ({
                service: cause.Service ?? '',
                account: cause.LinkedAccountName || cause.LinkedAccount,
                usageType: cause.UsageType || undefined,
                contribution: dollars(cause.Impact?.Contribution),
              })),
              impact: dollars(one.Impact?.TotalImpact),
            },
          ];
        });
        return { state: 'used', monitors: monitors.length, anomalies };
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        return { state: /^AWS refused/.test(error.message) ? 'denied' : 'unavailable', line: error.message };
      }
    },
  };
}

/** AWS sends binary numbers; more than cents of an estimate mean nothing. */
const dollars = (amount: number | undefined): Decimal => (Number.isFinite(amount) ? decimal(amount as number).round(2) : ZERO);
