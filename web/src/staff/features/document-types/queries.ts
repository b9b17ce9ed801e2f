/** What can be done to document types. Everything that is shown of them is asked again afterwards. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { documentTypesQuery } from "../documents/index.ts";

export type DocumentType = Schemas["DocumentTypeRow"];

const PATH = "api/admin/document-types";
const ONE = `${PATH}/{type_key}` as const;

function useTypeAct<Values>(send: (values: Values) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSettled: () => queries.invalidateQueries(documentTypesQuery) });
}

export const useAddType = () => useTypeAct((body: Schemas["CreateDocumentType"]) => api.post(PATH, { body }));

export const useChangeType = () =>
  useTypeAct(({ key, ...body }: { key: string } & Schemas["ChangeDocumentType"]) =>
    api.patch(ONE, { place: { type_key: key }, body }),
  );

export const useRemoveType = () => useTypeAct((key: string) => api.delete(ONE, { place: { type_key: key } }));
