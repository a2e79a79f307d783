import type { DrawnBlock } from '../src/views/message.js';

/** A section and a table of the newest kind, which older workspaces refuse. */
export const sampleTable: DrawnBlock[] = [
  { type: 'section', text: { type: 'plain_text', text: 'Spend' } },
  {
    type: 'data_table',
    caption: 'Spend by team',
    rows: [
      [
        { type: 'raw_text', text: 'Team' },
        { type: 'raw_text', text: 'Cost' },
      ],
      [
        { type: 'raw_text', text: 'engineering' },
        { type: 'raw_text', text: '$12' },
      ],
    ],
  } as DrawnBlock,
];
