import type { Draw } from '../views/message.js';

/** Draws a value once and remembers the message with it: the same answer is given to many. */
export function drawOnce<T extends object>(draw: (value: T) => Draw): (value: T) => Draw {
  const drawn = new WeakMap<T, Draw>();
  return (value) => {
    const known = drawn.get(value) ?? draw(value);
    drawn.set(value, known);
    return known;
  };
}
