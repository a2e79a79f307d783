/** Waits for work that never rejects, so long at most; what is not done by then goes on without whoever waited. */
export async function patiently(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tired = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms));
    timer.unref();
  });
  await Promise.race([work, tired]);
  clearTimeout(timer);
}
