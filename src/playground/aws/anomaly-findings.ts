import { z } from 'zod';
import { AwsError } from './aws-error.js';
import { read } from './cost-explorer-input.js';

/** A monitor of Cost Anomaly Detection, as GetAnomalyMonitors gives it. */
export interface FakeMonitor {
  MonitorArn: string;
  MonitorName: string;
  MonitorType: 'DIMENSIONAL' | 'CUSTOM';
  MonitorDimension?: 'SERVICE' | 'LINKED_ACCOUNT' | 'TAG' | 'COST_CATEGORY';
}

/** An anomaly, as GetAnomalies gives it. */
export interface FakeAnomaly {
  AnomalyId: string;
  AnomalyStartDate: string;
  AnomalyEndDate: string;
  DimensionValue?: string;
  RootCauses: {
    Service: string;
    Region?: string;
    LinkedAccount?: string;
    LinkedAccountName?: string;
    UsageType?: string;
    Impact?: { Contribution: number };
  }[];
  AnomalyScore: { MaxScore: number; CurrentScore: number };
  Impact: { MaxImpact: number; TotalImpact: number; TotalActualSpend?: number; TotalExpectedSpend?: number };
  MonitorArn: string;
}

/** Cost Anomaly Detection of the account; nothing is set up until a monitor is put in. */
export interface FakeDetection {
  monitors: FakeMonitor[];
  anomalies: FakeAnomaly[];
}

const page = z.object({ NextPageToken: z.string().optional(), MaxResults: z.number().int().min(1).optional() });
const monitorsInput = page.extend({ MonitorArnList: z.array(z.string()).optional() });
const anomaliesInput = page.extend({
  MonitorArn: z.string().optional(),
  DateInterval: z.object({ StartDate: z.string(), EndDate: z.string().optional() }),
});

function paged<T>(all: T[], { NextPageToken, MaxResults = 100 }: z.infer<typeof page>): { shown: T[]; NextPageToken?: string } {
  const from = NextPageToken === undefined ? 0 : Number(NextPageToken);
  if (!Number.isInteger(from)) throw new AwsError('InvalidNextTokenException', 'The pagination token is invalid.');
  const to = from + MaxResults;
  return { shown: all.slice(from, to), ...(to < all.length && { NextPageToken: String(to) }) };
}

export function getAnomalyMonitors(detection: FakeDetection, input: unknown): unknown {
  const asked = read(monitorsInput, input);
  const { shown, ...rest } = paged(
    detection.monitors.filter((one) => asked.MonitorArnList === undefined || asked.MonitorArnList.includes(one.MonitorArn)),
    asked,
  );
  return { AnomalyMonitors: shown, ...rest };
}

/** AWS selects by the day on which an anomaly ended (GetAnomalies, DateInterval). */
export function getAnomalies(detection: FakeDetection, input: unknown): unknown {
  const asked = read(anomaliesInput, input);
  if (asked.MonitorArn !== undefined && !detection.monitors.some((one) => one.MonitorArn === asked.MonitorArn))
    throw new AwsError('UnknownMonitorException', 'The cost anomaly monitor does not exist for the account.');
  const { StartDate, EndDate = '9999-12-31' } = asked.DateInterval;
  const found = detection.anomalies.filter(
    (one) =>
      one.AnomalyEndDate.slice(0, 10) >= StartDate &&
      one.AnomalyEndDate.slice(0, 10) <= EndDate &&
      (asked.MonitorArn ?? one.MonitorArn) === one.MonitorArn,
  );
  const { shown, ...rest } = paged(found, asked);
  return { Anomalies: shown, ...rest };
}
