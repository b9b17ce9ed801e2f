/** What the fields of the editor share: the draft, how to change it, and the problems of each field. */
import { createContext, use } from "react";
import type { Block, Draft } from "~/staff/api/content.ts";
import { changeBlock, type Tax } from "./blocks.ts";

export type Editor = {
  documentId: string;
  /** What the document is called in a sentence. */
  kind: string;
  draft: Draft;
  /** What the first price of a draft starts with. */
  usualTax: Tax;
  /** The kinds of block that the type of the document takes. */
  allowedBlocks: string[];
  /** Whether the client chooses of it, so that it has prices and asks for payment. */
  asksForChoice: boolean;
  /** Where the bytes of an image are. */
  pictureOf: (imageId: string) => string | undefined;
  /** `field` names what is typed in, so that typing there is one step to undo; null for an act of its own. */
  change: (field: string | null, change: (draft: Draft) => Draft) => void;
  /** A field is left: typing there again is a new step. */
  leave: () => void;
  problemOf: (field: string) => string | undefined;
  /** How many problems stand inside `prefix`. */
  problemsIn: (prefix: string) => number;
  /** A field holds what is no value yet; null when it does again. */
  report: (field: string, problem: string | null) => void;
  /** Shows `words` with a way to take the last change back. */
  offerUndo: (words: string) => void;
  /** Tells a screen reader what has happened. */
  say: (words: string) => void;
};

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (editor === null) {
    throw new Error("a field of the editor stands outside of it");
  }
  return editor;
}

/** Changes one block: `set("text", { text })`, where the first names the field. */
export function useBlockChange<B extends Block>(block: B) {
  const { change } = useEditor();
  return (field: string | null, patch: Partial<B>) =>
    change(field === null ? null : `blocks/${block.id}/${field}`, (draft) => changeBlock(draft, block, patch));
}
