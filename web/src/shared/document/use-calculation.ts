/** The live total: asked of the server once choosing pauses; the last one stays while the next is on its way. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Calculation, SelectedOption } from "../api/types.ts";

const PAUSE_MS = 180;

type CalculationRequest = {
  /** What is calculated, for the cache: the document and its version. */
  subject: readonly string[];
  options: SelectedOption[];
  /** False while the selection breaks a rule: the server would refuse it. */
  enabled: boolean;
  /** Null for a draft that can't be priced yet. */
  calculate: (options: SelectedOption[], signal: AbortSignal) => Promise<Calculation | null>;
};

export type LiveCalculation = {
  calculation: Calculation | undefined;
  /** The shown total is not that of the present selection. */
  isStale: boolean;
  error: unknown;
  retry: () => void;
};

export function useCalculation({ subject, options, enabled, calculate }: CalculationRequest): LiveCalculation {
  const wanted = JSON.stringify(options);
  const [settled] = useDebouncedValue(wanted, PAUSE_MS);
  const query: UseQueryResult<Calculation | null> = useQuery({
    queryKey: ["calculation", ...subject, settled],
    queryFn: ({ signal }) => calculate(JSON.parse(settled) as SelectedOption[], signal),
    placeholderData: keepPreviousData,
    // What is settled may belong to a version before this one.
    enabled: enabled && settled === wanted,
    staleTime: 5 * 60_000,
  });
  return {
    calculation: query.data ?? undefined,
    isStale: enabled && (settled !== wanted || query.isFetching),
    error: query.isError ? query.error : undefined,
    retry: () => void query.refetch(),
  };
}
