import { AwsError } from './aws-error.js';
import { BEDROCK_MODELS, GATED_MODELS, GATED_REGION } from './bedrock-models.js';

/** What AWS says of a model, as the wire spells it. */
export interface Availability {
  agreement: 'AVAILABLE' | 'PENDING' | 'NOT_AVAILABLE' | 'ERROR';
  authorization: 'AUTHORIZED' | 'NOT_AUTHORIZED';
  entitlement: 'AVAILABLE' | 'NOT_AVAILABLE';
  region: 'AVAILABLE' | 'NOT_AVAILABLE';
}

/** Bedrock from behind: what the account team at AWS and the account's administrators do. */
export interface FakeBedrock {
  /** AWS opens a gated model for an account, or for all of them, or closes it again. */
  entitle(model: string, o?: { account?: string; entitled?: boolean }): void;
  /** What AWS says of a model from now on; "unheard-of" is ResourceNotFoundException. */
  says(model: string, what: Partial<Availability> | 'unheard-of'): void;
  /** The use-case form of Anthropic; filed at the beginning. */
  useCaseForm(form: Record<string, unknown> | undefined): void;
  /** Inference profiles on one page. */
  pageItems(most: number): void;
  retention(account: string): string;
}

const YES: Availability = { agreement: 'AVAILABLE', authorization: 'AUTHORIZED', entitlement: 'AVAILABLE', region: 'AVAILABLE' };
const NO: Availability = { agreement: 'NOT_AVAILABLE', authorization: 'NOT_AUTHORIZED', entitlement: 'NOT_AVAILABLE', region: 'AVAILABLE' };

export class BedrockState implements FakeBedrock {
  private readonly entitled = new Set<string>();
  private readonly said = new Map<string, Partial<Availability> | 'unheard-of'>();
  private readonly modes = new Map<string, { mode: string; updatedAt: string }>();
  form: string | undefined = JSON.stringify({ companyName: 'Halden', intendedUsers: '0', useCases: 'Internal tools' });
  most = 100;

  entitle(model: string, { account = '*', entitled = true }: { account?: string; entitled?: boolean } = {}): void {
    if (entitled) this.entitled.add(`${account}/${model}`);
    else this.entitled.delete(`${account}/${model}`);
  }
  says(model: string, what: Partial<Availability> | 'unheard-of'): void {
    this.said.set(model, what);
  }
  useCaseForm(form: Record<string, unknown> | undefined): void {
    this.form = form && JSON.stringify(form);
  }
  pageItems(most: number): void {
    this.most = most;
  }
  retention(account: string): string {
    return this.modes.get(account)?.mode ?? 'default';
  }
  retentionSince(account: string): string | undefined {
    return this.modes.get(account)?.updatedAt;
  }
  retain(account: string, mode: string, at: Date): void {
    this.modes.set(account, { mode, updatedAt: at.toISOString() });
  }

  /** @throws AwsError ResourceNotFoundException */
  availability(model: string, region: string, account: string): Availability {
    const said = this.said.get(model);
    const gated = GATED_MODELS.includes(model);
    const known = BEDROCK_MODELS.find((one) => one.id === model);
    if (said === 'unheard-of' || (!gated && !known))
      throw new AwsError('ResourceNotFoundException', 'Could not resolve the foundation model from the provided model identifier.', 404);
    const open = !gated || this.entitled.has(`*/${model}`) || this.entitled.has(`${account}/${model}`);
    const here = gated ? region === GATED_REGION : known?.regions.includes(region);
    return { ...(open ? YES : NO), region: here ? 'AVAILABLE' : 'NOT_AVAILABLE', ...said };
  }
}
