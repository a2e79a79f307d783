import { AwsError } from './aws-error.js';
import type { Protocol, WireReply } from './aws-service.js';

/** AWS Query: a form body with Action and Version, answered in XML of the service's namespace. IAM and STS speak it. */
export function queryProtocol(version: string, namespace: string): Protocol {
  const root = (name: string, content: unknown): string => xml({ [name]: content }).replace(name, `${name} xmlns="${namespace}"`);
  const reply = (status: number, body: string, requestId: string): WireReply => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body,
  });
  return {
    action({ method, headers, body }) {
      if (method !== 'POST' || !headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
      const form = new URLSearchParams(body);
      return form.get('Version') === version ? (form.get('Action') ?? '') : undefined;
    },
    input({ body }) {
      const form = new URLSearchParams(body);
      form.delete('Action');
      form.delete('Version');
      return Object.fromEntries(form);
    },
    // An action without output has no Result element either.
    result: (action, output, requestId) =>
      reply(200, root(`${action}Response`, { [`${action}Result`]: output, ResponseMetadata: { RequestId: requestId } }), requestId),
    error: (error, requestId) =>
      reply(
        error.status,
        root('ErrorResponse', {
          Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
          RequestId: requestId,
        }),
        requestId,
      ),
    missingToken: new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403),
    expiredToken: new AwsError('ExpiredToken', 'The security token included in the request is expired', 403),
    denied: (message) => new AwsError('AccessDenied', message, 403),
    unknownAction: (action) => new AwsError('InvalidAction', `Could not find operation ${action} for version ${version}`),
  };
}

/** Lists become `member` elements, as Query services write them. */
function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${xml(item)}</member>`).join('');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => `<${name}>${xml(inner)}</${name}>`)
      .join('');
  return String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
