import { AwsError } from './aws-error.js';
import type { Protocol, WireReply } from './aws-service.js';

const TYPE = 'application/x-amz-json-1.1';

/** awsJson1_1: the action is in X-Amz-Target behind the service's `prefix`, input and output are JSON bodies. */
export function jsonProtocol(prefix: string): Protocol {
  const reply = (status: number, body: unknown, requestId: string, more: Record<string, string> = {}): WireReply => ({
    status,
    headers: { 'content-type': TYPE, 'x-amzn-requestid': requestId, ...more },
    body: JSON.stringify(body),
  });
  return {
    action({ method, headers }) {
      const target = headers['x-amz-target'];
      if (method !== 'POST' || typeof target !== 'string') return undefined;
      const dot = target.lastIndexOf('.');
      const service = target.slice(0, dot);
      return service === prefix || service.endsWith(`.${prefix}`) ? target.slice(dot + 1) : undefined;
    },
    input({ body }) {
      try {
        return JSON.parse(body || '{}');
      } catch {
        throw new AwsError('SerializationException', 'The request body is not valid JSON.');
      }
    },
    result: (_action, output, requestId) => reply(200, output, requestId),
    error: (error, requestId) =>
      reply(error.status, { __type: error.code, Message: error.message }, requestId, { 'x-amzn-errortype': error.code }),
    missingToken: new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token'),
    expiredToken: new AwsError('ExpiredTokenException', 'The security token included in the request is expired'),
    denied: (message) => new AwsError('AccessDeniedException', message),
    unknownAction: () => new AwsError('UnknownOperationException', ''),
  };
}
