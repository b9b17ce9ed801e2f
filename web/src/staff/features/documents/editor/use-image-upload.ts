/** Brings pictures to the server, one after the other, and says of each that can't come why. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useT } from "~/staff/i18n/en.ts";
import { documentQuery, type SavedImage, uploadImage } from "../queries.ts";
import { LIMIT_BYTES, shrunken } from "./shrink-image.ts";

/** `place` counts from 1. */
type Sending = { place: number; count: number };

export function useImageUpload(documentId: string, onSaved: (image: SavedImage) => void) {
  const t = useT();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [sending, setSending] = useState<Sending | null>(null);
  const [problems, setProblems] = useState<string[]>([]);
  const stop = useRef<AbortController | null>(null);
  // What is done with a picture may have changed by the time it has arrived.
  const latest = useRef(onSaved);
  latest.current = onSaved;

  const bring = useCallback(
    async (file: File, signal: AbortSignal): Promise<string | null> => {
      const { name } = file;
      const small = await shrunken(file);
      if (small === null) {
        return t("images.wrong_kind", { name });
      }
      if (small.size > LIMIT_BYTES) {
        return t("images.too_large", { name });
      }
      try {
        const image = await uploadImage(documentId, small, signal);
        queries.setQueryData(documentQuery(documentId).queryKey, (known) =>
          known === undefined ? known : { ...known, images: [...known.images, image] },
        );
        latest.current(image);
        return null;
      } catch (error) {
        return signal.aborted ? null : t("images.failed", { name, problem: errorText(error) });
      }
    },
    [documentId, queries, t, errorText],
  );

  const send = async (files: File[]): Promise<void> => {
    if (files.length === 0 || stop.current !== null) {
      return;
    }
    const control = new AbortController();
    stop.current = control;
    setProblems([]);
    for (const [at, file] of files.entries()) {
      if (control.signal.aborted) {
        break;
      }
      setSending({ place: at + 1, count: files.length });
      const problem = await bring(file, control.signal);
      if (problem !== null) {
        setProblems((before) => [...before, problem]);
      }
    }
    stop.current = null;
    setSending(null);
  };
  const cancel = useCallback(() => stop.current?.abort(), []);
  useEffect(() => cancel, [cancel]);
  return { send, cancel, sending, problems };
}
