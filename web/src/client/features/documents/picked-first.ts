/** The sections with the picked method's in front, and in it the picked method. */
import type { Confirmation } from "~/shared/api/types.ts";

type Sections = Confirmation["sections"];

export function pickedFirst(sections: Sections, pickedId: string | null): Sections {
  const isPicked = ({ id }: { id: string }) => id === pickedId;
  return sections
    .filter(({ methods }) => methods.length > 0)
    .map((section) => ({ ...section, methods: section.methods.toSorted((a, b) => +isPicked(b) - +isPicked(a)) }))
    .toSorted((a, b) => +b.methods.some(isPicked) - +a.methods.some(isPicked));
}
