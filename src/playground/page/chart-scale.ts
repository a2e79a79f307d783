/** Pixel geometry of charts. Plain numbers: nothing here is money, only where to draw it. */

/** Round values from at or below `low` to at or above `high`, always with zero among them: [0, 50, 100]. About `wanted` steps. */
export function ticks(low: number, high: number, wanted = 4): number[] {
  const min = Math.min(0, low);
  const max = Math.max(0, high);
  if (max === min) return [0, 1];
  const step = niceStep((max - min) / wanted);
  const first = Math.floor(min / step + 1e-9);
  const last = Math.ceil(max / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => rounded((first + index) * step, step));
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 2.5 ? 2.5 : lead <= 5 ? 5 : 10) * power;
}

const rounded = (value: number, step: number): number =>
  Number(value.toFixed(Math.max(0, Math.min(20, 2 - Math.floor(Math.log10(step)))))) || 0;

/** Maps values to pixels; `from` and `to` may run either way. */
export function scale(domain: [number, number], from: number, to: number): (value: number) => number {
  const [low, high] = domain;
  return (value) => from + ((value - low) / (high - low || 1)) * (to - from);
}

/** A tick's label: "1.2k", "-3M", "0.05". */
export function tickLabel(value: number): string {
  const size = Math.abs(value);
  const [divisor, unit] = size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : size >= 1000 ? [1000, 'k'] : [1, ''];
  return `${Number((value / divisor).toPrecision(3))}${unit}`;
}

/** The value as hover text: "1,234.57"; small ones keep their digits. */
export function valueLabel(value: number): string {
  const digits = Math.abs(value) >= 1 || value === 0 ? 2 : 6;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** Every how manyth category label fits side by side. */
export function labelEvery(categories: string[], width: number, letter = 6.6): number {
  const widest = Math.max(1, ...categories.map((one) => one.length)) * letter + 10;
  return Math.max(1, Math.ceil((widest * categories.length) / Math.max(width, 1)));
}

export interface Slice {
  /** Radians clockwise from the top. */
  start: number;
  end: number;
  share: number;
}

/** Pie slices in order; what is not positive gets no angle. */
export function slices(values: number[]): Slice[] {
  const sizes = values.map((value) => Math.max(0, value));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let at = 0;
  return sizes.map((size) => {
    const share = total > 0 ? size / total : 0;
    const start = at;
    at += share * 2 * Math.PI;
    return { start, end: at, share };
  });
}

/** SVG path of a slice of a ring. A whole circle is drawn as two halves, since an arc cannot end where it starts. */
export function slicePath(slice: Slice, cx: number, cy: number, outer: number, inner: number): string {
  const span = slice.end - slice.start;
  if (span <= 0) return '';
  if (span > 2 * Math.PI - 1e-6) {
    const middle = slice.start + Math.PI;
    const halves = [
      { ...slice, end: middle },
      { ...slice, start: middle, end: slice.start + 2 * Math.PI - 1e-4 },
    ];
    return halves.map((half) => slicePath(half, cx, cy, outer, inner)).join(' ');
  }
  const point = (angle: number, radius: number) =>
    `${(cx + radius * Math.sin(angle)).toFixed(2)} ${(cy - radius * Math.cos(angle)).toFixed(2)}`;
  const large = span > Math.PI ? 1 : 0;
  return `M ${point(slice.start, outer)} A ${outer} ${outer} 0 ${large} 1 ${point(slice.end, outer)} L ${point(slice.end, inner)} A ${inner} ${inner} 0 ${large} 0 ${point(slice.start, inner)} Z`;
}
