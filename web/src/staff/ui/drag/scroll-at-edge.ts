/** Scrolls the page on while the pointer rests near its upper or lower edge. */

const EDGE_PX = 72;
const FASTEST_PX = 14;

/** How far one frame scrolls with the pointer at `y` of a window of `height`. */
export function stepAt(y: number, height: number): number {
  const into = y < EDGE_PX ? y - EDGE_PX : Math.max(0, y - (height - EDGE_PX));
  return Math.round((Math.max(-EDGE_PX, Math.min(EDGE_PX, into)) / EDGE_PX) * FASTEST_PX);
}

/** Calls `onScrolled` after each step; the answered function stops. */
export function scrollAtEdge(y: number, onScrolled: () => void): () => void {
  let frame = 0;
  const step = () => {
    const by = stepAt(y, innerHeight);
    const before = scrollY;
    if (by !== 0) {
      scrollBy({ top: by, behavior: "instant" });
      if (scrollY !== before) {
        onScrolled();
      }
      frame = requestAnimationFrame(step);
    }
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
