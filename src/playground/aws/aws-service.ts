import type { IncomingHttpHeaders } from 'node:http';
import type { Day } from '../../period.js';
import type { SampleAccount } from '../sample/line-item.js';
import type { AwsError } from './aws-error.js';

export interface WireRequest {
  method: string;
  /** With the query string. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface WireReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** How a service speaks HTTP. A new service brings one of these or makes its own (REST-JSON reads method and path). */
export interface Protocol {
  /** The action a request asks for, or undefined when it is not for this service. */
  action(request: WireRequest): string | undefined;
  /** @throws AwsError when the body cannot be read. */
  input(request: WireRequest): unknown;
  result(action: string, output: unknown, requestId: string): WireReply;
  error(error: AwsError, requestId: string): WireReply;
  /** Answers that every service of the protocol gives alike. */
  readonly missingToken: AwsError;
  readonly expiredToken: AwsError;
  denied(message: string): AwsError;
  unknownAction(action: string): AwsError;
}

/** One AWS service: how it is spoken to and what it can do. Add it to the list in fake-aws.ts. */
export interface AwsService {
  /** The name in the signature's scope, and the prefix of its IAM actions. */
  signingName: string;
  /** Where its only endpoint is, for a global service. */
  region?: string;
  protocol: Protocol;
  throttled: AwsError;
  /** What a denied action names. */
  resource?(action: string, account: string, input: unknown): string;
  actions: Record<string, (input: unknown) => unknown>;
}

/** What all services look at. */
export interface World {
  account(): SampleAccount;
  now(): Date;
  /** ARN of whoever signed the request that is being answered. */
  caller(): string;
  /** The region it was signed for. */
  region(): string;
  /** The first day the account has billing data for; undefined: as long as Cost Explorer keeps it. */
  historyBegins(): Day | undefined;
  /** Groups on one page of GetCostAndUsage. */
  pageGroups: number;
}
