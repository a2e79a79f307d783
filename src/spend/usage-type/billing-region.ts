/** Prefixes of usage types; they are older than some regions, so the numbers of AP South do not follow the region's. */
const REGIONS: Record<string, string> = {
  USE1: 'us-east-1',
  USE2: 'us-east-2',
  USW1: 'us-west-1',
  USW2: 'us-west-2',
  UGE1: 'us-gov-east-1',
  UGW1: 'us-gov-west-1',
  CAN1: 'ca-central-1',
  CAN2: 'ca-west-1',
  MXC1: 'mx-central-1',
  SAE1: 'sa-east-1',
  EU: 'eu-west-1',
  EUW1: 'eu-west-1',
  EUW2: 'eu-west-2',
  EUW3: 'eu-west-3',
  EUC1: 'eu-central-1',
  EUC2: 'eu-central-2',
  EUN1: 'eu-north-1',
  EUS1: 'eu-south-1',
  EUS2: 'eu-south-2',
  APE1: 'ap-east-1',
  APN1: 'ap-northeast-1',
  APN2: 'ap-northeast-2',
  APN3: 'ap-northeast-3',
  APS1: 'ap-southeast-1',
  APS2: 'ap-southeast-2',
  APS3: 'ap-south-1',
  APS4: 'ap-southeast-3',
  APS5: 'ap-south-2',
  APS6: 'ap-southeast-4',
  APS7: 'ap-southeast-5',
  AFS1: 'af-south-1',
  ILC1: 'il-central-1',
  MEC1: 'me-central-1',
  MES1: 'me-south-1',
};
const PREFIX = /^(?:(?<region>EU|[A-Z]{2,4}\d{1,2})(?:[-_]|$))?(?<marketplace>MP:(?:(?<again>EU|[A-Z]{2,4}\d{1,2})_)?)?/;

export interface BillingPrefix {
  region: string | null;
  /** The line has the "MP:" of AWS Marketplace. */
  marketplace: boolean;
  rest: string;
}

/**
 * Cuts "USE1-", "USE1-MP:USE1_" or "USE1_" off a usage type. A prefix of the right form that is not known (a new region) is cut as
 * well, with `region` null: AWS puts one in front of every model line, so it is never part of the model's name.
 */
export function cutPrefix(usageType: string): BillingPrefix {
  const match = PREFIX.exec(usageType);
  const code = match?.groups?.region ?? match?.groups?.again ?? '';
  return {
    region: Object.hasOwn(REGIONS, code) ? (REGIONS[code] as string) : null,
    marketplace: match?.groups?.marketplace !== undefined,
    rest: usageType.slice(match?.[0].length ?? 0),
  };
}
