/** How clients may pay. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { useKeyed } from "~/staff/api/use-keyed.ts";
import type { PaymentMethod } from "~/staff/api/wire.ts";
import { placesOf } from "./method-order.ts";

const PATH = "api/admin/payment-methods";
const ONE = `${PATH}/{payment_method_id}` as const;

export const paymentMethodsQuery = queryOptions({
  queryKey: ["payment-methods"],
  queryFn: async ({ signal }) => {
    const { items } = await api.get(PATH, { signal });
    return items.toSorted((one, other) => one.position - other.position);
  },
});

export type MethodValues = Omit<PaymentMethod, "id">;

function useMethodAct<Values>(send: (values: Values) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => queries.invalidateQueries(paymentMethodsQuery),
  });
}

export const useAddMethod = () =>
  useMethodAct(
    useKeyed((body: Schemas["CreatePaymentMethod"], idempotencyKey) => api.post(PATH, { body, idempotencyKey })),
  );

export const useChangeMethod = () =>
  useMethodAct(({ id, ...body }: { id: string } & Schemas["ChangePaymentMethod"]) =>
    api.patch(ONE, { place: { payment_method_id: id }, body }),
  );

export const useRemoveMethod = () =>
  useMethodAct((id: string) => api.delete(ONE, { place: { payment_method_id: id } }));

/** Gives the methods of a section their places in the order given. */
export const useOrderMethods = () =>
  useMethodAct(async (methods: PaymentMethod[]) => {
    for (const { id, position } of placesOf(methods)) {
      await api.patch(ONE, { place: { payment_method_id: id }, body: { position } });
    }
  });

const PAUSE_MS = 300;

/** The code of a method as it is being written, for an example's amount; the last one stays while the next is drawn. */
export function useExampleCode(qr: PaymentMethod["qr"]) {
  const [settled] = useDebouncedValue(JSON.stringify(qr), PAUSE_MS);
  return useQuery({
    queryKey: ["payment-code", settled],
    queryFn: ({ signal }) => api.post("api/admin/payment-codes", { body: { qr: JSON.parse(settled) }, signal }),
    enabled: settled !== "null",
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
