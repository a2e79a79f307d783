/** Bedrock's token counts as CloudWatch keeps them: by region, model, metric and hour. */
export class FakeTokenCounts {
  private readonly counts = new Map<string, Map<number, number>>();

  /** Counts tokens in the hour that `at` lies in, on top of those that are there. */
  add(region: string, modelId: string, at: string, tokens: { input?: number; output?: number }): void {
    this.count(region, modelId, 'InputTokenCount', at, tokens.input);
    this.count(region, modelId, 'OutputTokenCount', at, tokens.output);
  }

  /** Sums by the hour between two moments, the later excluded; hours without a count are not there. */
  hours(region: string, modelId: string, metric: string, from: Date, to: Date): [Date, number][] {
    return [...(this.counts.get(keyOf(region, modelId, metric)) ?? [])]
      .filter(([hour]) => hour >= from.getTime() && hour < to.getTime())
      .sort(([a], [b]) => a - b)
      .map(([hour, count]) => [new Date(hour), count]);
  }

  /** Models with a count in a region since a moment. */
  models(region: string, metric: string, since: Date | undefined): string[] {
    return [...this.counts].flatMap(([key, hours]) => {
      const [itsRegion, modelId = '', itsMetric] = key.split('\n');
      const recent = [...hours.keys()].some((hour) => since === undefined || hour >= since.getTime());
      return itsRegion === region && itsMetric === metric && recent ? [modelId] : [];
    });
  }

  private count(region: string, modelId: string, metric: string, at: string, tokens: number | undefined): void {
    if (tokens === undefined) return;
    const key = keyOf(region, modelId, metric);
    const hours = this.counts.get(key) ?? new Map<number, number>();
    const hour = Math.floor(Date.parse(at) / 3_600_000) * 3_600_000;
    hours.set(hour, (hours.get(hour) ?? 0) + tokens);
    this.counts.set(key, hours);
  }
}

const keyOf = (...parts: string[]): string => parts.join('\n');
