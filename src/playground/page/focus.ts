/**
 * Remembers what has the focus. The returned function gives it back: to the control that stands in its place when its
 * message was redrawn meanwhile, and to the message field when there is none.
 */
export function rememberFocus(): () => void {
  const before = document.activeElement;
  const action = before instanceof HTMLElement ? before.dataset.action : undefined;
  const ts = before?.closest<HTMLElement>('[data-ts]')?.dataset.ts;
  const successor = () =>
    [...document.querySelectorAll<HTMLElement>('[data-action]')].find(
      (one) => one.dataset.action === action && one.closest<HTMLElement>('[data-ts]')?.dataset.ts === ts,
    );
  return () => {
    const same = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : undefined;
    (same ?? (action ? successor() : undefined) ?? document.getElementById('composer'))?.focus();
  };
}
