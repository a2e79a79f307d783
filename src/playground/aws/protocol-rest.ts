import { AwsError } from './aws-error.js';
import type { Protocol, WireReply, WireRequest } from './aws-service.js';

/** An action of a REST service: its method, its path with `{names}`, and the status of a good answer. */
export interface Route {
  method: string;
  path: string;
  status?: number;
}

/** restJson1: the action is in method and path, its input in the path, the query string and a JSON body together. */
export function restProtocol(routes: Record<string, Route>): Protocol {
  const compiled = Object.entries(routes).map(([action, route]) => ({
    action,
    route,
    pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  }));
  const find = ({ method, url }: WireRequest) => {
    const path = url.split('?')[0] ?? '';
    return compiled.find((one) => one.route.method === method && one.pattern.test(path));
  };
  const reply = (status: number, body: unknown, requestId: string, more: Record<string, string> = {}): WireReply => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, ...more },
    body: JSON.stringify(body),
  });
  return {
    action: (request) => find(request)?.action,
    input(request) {
      const [path = '', query = ''] = request.url.split('?');
      const named = Object.entries(find(request)?.pattern.exec(path)?.groups ?? {}).map(([name, value]) => [
        name,
        decodeURIComponent(value),
      ]);
      try {
        return { ...Object.fromEntries(new URLSearchParams(query)), ...Object.fromEntries(named), ...JSON.parse(request.body || '{}') };
      } catch {
        throw new AwsError('SerializationException', 'The request body is not valid JSON.');
      }
    },
    result: (action, output, requestId) => reply(routes[action]?.status ?? 200, output ?? {}, requestId),
    error: (error, requestId) => reply(error.status, { message: error.message }, requestId, { 'x-amzn-errortype': error.code }),
    missingToken: new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403),
    expiredToken: new AwsError('ExpiredTokenException', 'The security token included in the request is expired', 403),
    denied: (message) => new AwsError('AccessDeniedException', message, 403),
    unknownAction: () => new AwsError('UnknownOperationException', 'Unable to determine service/operation name to be authorized', 403),
  };
}
