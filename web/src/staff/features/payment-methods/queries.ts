/** How clients may pay. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Page, PaymentMethod } from "~/staff/api/wire.ts";

const PATH = "api/admin/payment-methods";
const MOST = 100;

export const paymentMethodsQuery = queryOptions({
  queryKey: ["payment-methods"],
  queryFn: async ({ signal }) => {
    const { items } = await api.get<Page<PaymentMethod>>(PATH, { query: { limit: MOST }, signal });
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

export const useSaveMethod = () =>
  useMethodAct(({ id, values }: { id: string | null; values: Partial<MethodValues> }) =>
    id === null ? api.post(PATH, { body: values }) : api.patch(`${PATH}/${id}`, { body: values }),
  );

export const useRemoveMethod = () => useMethodAct((id: string) => api.delete(`${PATH}/${id}`));

/** Gives the methods of a section their places in the order given. */
export const useOrderMethods = () =>
  useMethodAct(async (methods: PaymentMethod[]) => {
    const places = methods.map(({ position }) => position).toSorted((one, other) => one - other);
    for (const [index, method] of methods.entries()) {
      // Two at one place are told apart by giving each its own.
      const position = Math.max(places[index] ?? index, index === 0 ? 0 : (places[index - 1] ?? 0) + 1);
      places[index] = position;
      if (position !== method.position) {
        await api.patch(`${PATH}/${method.id}`, { body: { position } });
      }
    }
  });
