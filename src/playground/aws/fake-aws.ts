import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SampleAccount } from '../sample/line-item.js';
import { sampleIam } from '../sample/roles.js';
import type { FakeDetection } from './anomaly-findings.js';
import { AwsError } from './aws-error.js';
import type { AwsService, WireReply, WireRequest, World } from './aws-service.js';
import { bedrockService } from './bedrock-service.js';
import { BedrockState, type FakeBedrock } from './bedrock-state.js';
import { type Caller, Callers } from './callers.js';
import { cloudWatchService } from './cloudwatch-service.js';
import { FakeTokenCounts } from './cloudwatch-tokens.js';
import { costExplorerService } from './cost-explorer-service.js';
import type { IamSeed } from './iam-directory.js';
import { readIam, writeIam } from './iam-file.js';
import { iamService } from './iam-service.js';
import { createIamWorld, type FakeIam } from './iam-world.js';
import { jsonProtocol } from './protocol-json.js';
import { signedScope } from './signature.js';
import { stsService } from './sts-service.js';
import { type AwsTrouble, Troubles } from './trouble.js';

/** One request to AWS and how it ended. */
export interface AwsExchange {
  at: string;
  /** Signing name, "ce"; "" when no service knew the request. */
  service: string;
  action: string;
  input: unknown;
  /** ARN of whoever signed it; of a session with its name, as CloudTrail shows it. */
  caller: string;
  sourceIdentity?: string;
  /** As the answer carried it, also when that was lost. */
  requestId: string;
  /** 0 when the answer was lost on the way. */
  status: number;
  /** AWS's error code. */
  error?: string;
}

/** AWS in one process, spoken to over real HTTP with the protocols, checks and error words of the real one. */
export interface FakeAws {
  /** For AWS_ENDPOINT_URL, "http://127.0.0.1:4567". Known once it listens. */
  readonly endpoint: string;
  /** Starts the HTTP server on loopback. Port 0, the default, picks a free one. */
  listen(port?: number): Promise<void>;
  close(): Promise<void>;
  /** Every request, oldest first. */
  readonly requests: AwsExchange[];
  trouble: AwsTrouble;
  iam: FakeIam;
  bedrock: FakeBedrock;
  /** Cost Anomaly Detection: empty until a test puts something in. */
  detection: FakeDetection;
  /** What CloudWatch counts of Bedrock's tokens. */
  tokenCounts: FakeTokenCounts;
  /** Calls back after every request; returns how to stop. */
  onChange(listener: () => void): () => void;
}

export interface FakeAwsOptions {
  /** With `current` the account can be exchanged while it runs. The first of its accounts pays and is the caller's. */
  account: SampleAccount | { current: SampleAccount };
  now: () => Date;
  /** Groups on one page of GetCostAndUsage; 500 unless told. */
  pageGroups?: number;
  /** Roles, users and managed policies; those of the sample company unless told. */
  iam?: IamSeed;
  /** Keeps IAM in this file, and begins with what was kept there. */
  iamFile?: string | undefined;
}

export function createFakeAws(o: FakeAwsOptions): FakeAws {
  const requests: AwsExchange[] = [];
  const listeners = new Set<() => void>();
  const troubles = new Troubles();
  const account = (): SampleAccount => ('current' in o.account ? o.account.current : o.account);
  const payer = (): string => account().accounts[0]?.id ?? '';
  const callers = new Callers(() => `arn:aws:sts::${payer()}:assumed-role/AispendReader/aispend`);
  // Requests are answered one after the other, so who asks and from where can stand here.
  let asking: Caller & { region: string } = { ...callers.of(''), region: '' };
  const world: World = {
    account,
    now: o.now,
    caller: () => asking.arn,
    region: () => asking.region,
    historyBegins: () => troubles.firstDay,
    pageGroups: o.pageGroups ?? 500,
  };
  const { iamFile } = o;
  const iam = createIamWorld((iamFile && readIam(iamFile)) || (o.iam ?? sampleIam(o.now())), o.now, payer);
  if (iamFile) iam.directory.onChange = () => writeIam(iamFile, iam.directory.snapshot());
  const bedrock = new BedrockState();
  const detection: FakeDetection = { monitors: [], anomalies: [] };
  const tokenCounts = new FakeTokenCounts();
  const services: AwsService[] = [
    costExplorerService(world, detection),
    stsService(world, iam.directory, callers),
    iamService(world, iam.simulator),
    bedrockService(world, bedrock),
    cloudWatchService(world, tokenCounts),
  ];
  let base: string | undefined;

  /** The reply, or undefined when it is to be lost. */
  function answer(request: WireRequest, requestId: string): WireReply | undefined {
    asking = { ...callers.of(''), region: '' };
    const exchange: AwsExchange = {
      at: o.now().toISOString(),
      service: '',
      action: '',
      input: undefined,
      caller: asking.arn,
      requestId,
      status: 0,
    };
    requests.push(exchange);
    const spoken = services.filter((service) => service.protocol.action(request) !== undefined);
    let protocol = spoken[0]?.protocol ?? jsonProtocol('');
    try {
      const scope = signedScope(request.headers);
      if (!scope) throw protocol.missingToken;
      asking = { ...callers.of(scope.accessKeyId), region: scope.region };
      Object.assign(exchange, { caller: asking.arn, ...(asking.sourceIdentity && { sourceIdentity: asking.sourceIdentity }) });
      const service = spoken.find((one) => one.signingName === scope.service);
      if (!service && spoken[0])
        throw new AwsError(
          'InvalidSignatureException',
          `Credential should be scoped to correct service: '${spoken[0].signingName}'. `,
          403,
        );
      if (!service) throw protocol.unknownAction('');
      if (service.region && scope.region !== service.region)
        throw new AwsError('InvalidSignatureException', `Credential should be scoped to a valid region, not '${scope.region}'. `, 403);
      protocol = service.protocol;
      const action = protocol.action(request) ?? '';
      Object.assign(exchange, { service: service.signingName, action, input: protocol.input(request) });

      const mishap = troubles.next(service.signingName, action);
      if (mishap?.kind === 'lose-request') return undefined;
      if (mishap?.kind === 'expired') throw protocol.expiredToken;
      if (mishap?.kind === 'throttle') throw service.throttled;
      if (mishap?.kind === 'fail') throw mishap.error;
      if (mishap?.kind === 'deny') throw protocol.denied(denial(service, action, exchange.input));
      const run = service.actions[action];
      if (!run) throw protocol.unknownAction(action);
      const reply = protocol.result(action, run(exchange.input), requestId);
      if (mishap?.kind === 'lose') return undefined;
      exchange.status = reply.status;
      return reply;
    } catch (error) {
      const said =
        error instanceof AwsError ? error : new AwsError('InternalFailure', `FakeAws itself failed: ${(error as Error).stack}`, 500);
      Object.assign(exchange, { status: said.status, error: said.code });
      return protocol.error(said, requestId);
    }
  }

  function denial(service: AwsService, action: string, input: unknown): string {
    const permission = `${service.signingName}:${action}`;
    const resource = service.resource ? ` on resource: ${service.resource(action, payer(), input)}` : '';
    return `User: ${world.caller()} is not authorized to perform: ${permission}${resource} because no identity-based policy allows the ${permission} action`;
  }

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const request = { method: req.method ?? '', url: req.url ?? '/', headers: req.headers, body: Buffer.concat(chunks).toString('utf8') };
    const reply = answer(request, `00000000-0000-4000-8000-${String(requests.length + 1).padStart(12, '0')}`);
    for (const listener of listeners) listener();
    if (!reply) req.socket.destroy();
    else res.writeHead(reply.status, reply.headers).end(reply.body);
  }

  // A client that goes away in the middle of its own request is no fault of this side.
  const server = createServer((req, res) => void serve(req, res).catch(() => res.destroy()));

  return {
    get endpoint() {
      if (!base) throw new Error('FakeAws does not listen yet');
      return base;
    },
    listen: (port = 0) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
          resolve();
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    requests,
    trouble: troubles,
    iam: iam.fake,
    bedrock,
    detection,
    tokenCounts,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
