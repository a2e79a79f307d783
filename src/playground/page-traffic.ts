import type { WireTraffic } from './page-wire.js';
import type { Exchange, FakeSlack } from './slack/fake-slack.types.js';

/** One request to AWS, as FakeAws notes it. */
export interface AwsRequest {
  at: string;
  service: string;
  action: string;
  status: number;
  /** AWS's error code. */
  error?: string;
}

export interface AwsTraffic {
  requests: readonly AwsRequest[];
  onChange(listener: () => void): () => void;
}

/** How many of each kind are worth showing. */
const SHOWN = 200;

/** How many requests of each kind a page has been told about. */
export interface Told {
  slack: number;
  aws: number;
}

/**
 * The requests between Slack, the bot and AWS that a page has not been told about yet, in one timeline, oldest first and
 * without their bodies; of each kind the latest only, so that many of one do not crowd out the other.
 */
export function newTraffic(told: Told, slack: FakeSlack, aws: AwsTraffic | undefined): WireTraffic[] {
  const rows = [...since(told.slack, slack.log, ofSlack), ...(aws ? since(told.aws, aws.requests, ofAws) : [])];
  told.slack = slack.log.length;
  told.aws = aws?.requests.length ?? 0;
  return rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The whole request behind a row's key ("slack-12", "aws-3"); undefined when there is none. */
export function exchangeOf(key: string, slack: FakeSlack, aws: AwsTraffic | undefined): Exchange | AwsRequest | undefined {
  const [side, index] = key.split('-');
  return side === 'slack' ? slack.log[Number(index)] : side === 'aws' ? aws?.requests[Number(index)] : undefined;
}

function since<T>(told: number, all: readonly T[], row: (one: T, index: number) => WireTraffic): WireTraffic[] {
  const first = Math.max(told, all.length - SHOWN);
  return all.slice(first).map((one, offset) => row(one, first + offset));
}

function ofSlack(one: Exchange, index: number): WireTraffic {
  const error = one.response?.ok === false && typeof one.response.error === 'string' ? one.response.error : undefined;
  return { key: `slack-${index}`, at: one.at, between: one.direction, what: whatOf(one), status: one.status, ms: one.ms, error };
}

/** Everything for the bot goes to one address: what it is about says more. */
function whatOf({ direction, what, request }: Exchange): string {
  if (direction === 'from-bot') return what;
  if (request?.command) return `${request.command} ${request.text ?? ''}`;
  const about = request?.actions?.[0]?.action_id ?? request?.view?.callback_id ?? request?.event?.type ?? request?.action_id;
  return request?.type ? [request.type, about].filter(Boolean).join(' ') : what;
}

const ofAws = (one: AwsRequest, index: number): WireTraffic => ({
  key: `aws-${index}`,
  at: one.at,
  between: 'to-aws',
  what: `${one.service} ${one.action}`,
  status: one.status,
  error: one.error,
});
