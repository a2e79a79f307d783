/** Billing prefixes of usage types and the regions they stand for. */
const REGIONS: Record<string, string> = {
  USE1: 'us-east-1',
  USE2: 'us-east-2',
  USW2: 'us-west-2',
  EU: 'eu-west-1',
  EUC1: 'eu-central-1',
  EUN1: 'eu-north-1',
  APN1: 'ap-northeast-1',
};

/** Cost Explorer's REGION of a line; credits and taxes have none. */
export const regionOf = (usageType: string): string => REGIONS[usageType.split(/[-_]/, 1)[0] as string] ?? 'NoRegion';
