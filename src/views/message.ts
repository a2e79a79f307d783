import type { Block, KnownBlock } from '@slack/types';

/** Slack's native chart (docs.slack.dev, data_visualization block, June 2026); @slack/types 3.2 does not know it yet. */
export interface DataVisualization extends Block {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'line' | 'bar' | 'area';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; x_label?: string; y_label?: string };
  };
}

export type DrawnBlock = KnownBlock | DataVisualization;

/** A message as drawn. `text` says the same in one paragraph: for notifications, screen readers and when blocks are refused. */
export interface Draw {
  text: string;
  blocks: DrawnBlock[];
}
