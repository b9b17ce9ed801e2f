/** Does one act to many files, one after another: those that are refused stand in nobody's way. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "~/shared/api/api-error.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import type { FileRow } from "~/staff/api/wire.ts";
import { hasText, useT } from "~/staff/i18n/en.ts";

export type Refusal = { id: string; name: string; why: string };
export type BulkResult = { done: FileRow[]; refused: Refusal[] };

/** Why a file was refused: where it stands, for an act that begins elsewhere. */
export function useFileRefusal(): (error: unknown) => string {
  const t = useT();
  const errorText = useErrorText();
  return (error) => {
    const key = error instanceof ApiError && error.code === "bad_status" ? `files.refused.${error.text("status")}` : "";
    return hasText(key) ? t(key) : errorText(error);
  };
}

export function useBulk() {
  const queries = useQueryClient();
  const refusal = useFileRefusal();
  const [progress, setProgress] = useState<{ done: number; count: number }>();
  const run = async (files: readonly FileRow[], act: (file: FileRow) => Promise<unknown>): Promise<BulkResult> => {
    const result: BulkResult = { done: [], refused: [] };
    for (const file of files) {
      setProgress({ done: result.done.length + result.refused.length, count: files.length });
      try {
        await act(file);
        result.done.push(file);
      } catch (error) {
        result.refused.push({ id: file.id, name: file.name, why: refusal(error) });
      }
    }
    await queries.invalidateQueries({ queryKey: ["files"] });
    setProgress(undefined);
    return result;
  };
  return { run, progress };
}
