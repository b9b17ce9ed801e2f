/** Where a lifted thing of a list falls, and how far the others slide to make room. Pure; places count from 0. */

/** Where a thing of the list stands before anything moved, in pixels of the page. */
export type Slot = { top: number; height: number };

const bottomOf = ({ top, height }: Slot): number => top + height;
const middleOf = ({ top, height }: Slot): number => top + height / 2;

/** The place that the thing lifted from `from` takes when it is let go `offset` below where it stood. */
export function placeAt(slots: readonly Slot[], from: number, offset: number): number {
  const lifted = slots[from];
  if (lifted === undefined) {
    return from;
  }
  const [top, bottom] = [lifted.top + offset, bottomOf(lifted) + offset];
  const below = slots.filter((slot, place) => place > from && bottom > middleOf(slot)).length;
  const above = slots.filter((slot, place) => place < from && top < middleOf(slot)).length;
  return from + below - above;
}

/** How far the lifted thing lies from where it stood when it takes the place `to`. */
export function offsetTo(slots: readonly Slot[], from: number, to: number): number {
  const [start, end] = [slots[from], slots[to]];
  if (start === undefined || end === undefined) {
    return 0;
  }
  return to > from ? bottomOf(end) - bottomOf(start) : end.top - start.top;
}

/** How far the thing at `place` slides while the one from `from` would fall at `to`. */
export function shiftAt(slots: readonly Slot[], from: number, to: number, place: number): number {
  const [lifted, other] = [slots[from], slots[from + 1] ?? slots[from - 1]];
  if (lifted === undefined || other === undefined || place === from) {
    return 0;
  }
  const gap = other.top > lifted.top ? other.top - bottomOf(lifted) : lifted.top - bottomOf(other);
  if (place > from && place <= to) {
    return -(lifted.height + gap);
  }
  return place < from && place >= to ? lifted.height + gap : 0;
}
