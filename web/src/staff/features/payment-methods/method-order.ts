/** The places of a section's methods. Pure. */

type Placed = { id: string; position: number };

/** The methods that get another place when they stand in this order: each has its own, as near to what there was. */
export function placesOf(methods: readonly Placed[]): Placed[] {
  const places = methods.map(({ position }) => position).toSorted((one, other) => one - other);
  const changed: Placed[] = [];
  for (const [index, { id, position: before }] of methods.entries()) {
    // Two at one place are told apart by giving each its own.
    const position = index === 0 ? (places[0] ?? 0) : Math.max(places[index] ?? 0, (places[index - 1] ?? 0) + 1);
    places[index] = position;
    if (position !== before) {
      changed.push({ id, position });
    }
  }
  return changed;
}
