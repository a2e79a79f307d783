import type { Json } from '../page-wire.js';

export type Values = Record<string, Record<string, Json>>;

/** The controls of an open view, read on submit in the shape of Slack's `view.state.values`. */
export class Form {
  private readonly fields: { block: string; action: string; read: () => Json; required: boolean }[] = [];

  /** `before` is what stood in the same view before it was redrawn: Slack keeps it where block and action are the same. */
  constructor(private readonly before: Values = {}) {}

  add(block: string, action: string, read: () => Json, required = false): void {
    this.fields.push({ block, action, read, required });
  }

  kept(block: string, action: string): Json | undefined {
    return this.before[block]?.[action];
  }

  values(): Values {
    const values: Values = {};
    for (const { block, action, read } of this.fields) values[block] = { ...values[block], [action]: read() };
    return values;
  }

  /** Blocks that must be filled in and are not. */
  missing(): string[] {
    return this.fields.filter((field) => field.required && isEmpty(field.read())).map((field) => field.block);
  }
}

function isEmpty(state: Json): boolean {
  const value =
    'value' in state ? state.value : (state.selected_option ?? state.selected_options ?? state.selected_date ?? state.selected_time);
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
