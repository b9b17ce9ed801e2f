/** What the palette offers: pages and acts, and the quotes, clients and people that match what was typed. */
import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "~/shared/api/types.ts";
import { useMayKeepProjects, useSession, useSignOut } from "~/staff/features/session/index.ts";
import { useSettingsGroups } from "~/staff/features/settings/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { usePages } from "../pages.ts";
import { grouped, ranked } from "./palette-ranking.ts";
import { searchQuery } from "./search-query.ts";

type PageLink =
  | ReturnType<typeof usePages>[number]["link"]
  | ReturnType<typeof useSettingsGroups>[number]["pages"][number]["link"]
  | ReturnType<typeof paths.newDocument>
  | ReturnType<typeof paths.account>
  | ReturnType<typeof paths.client>
  | ReturnType<typeof paths.document>;

export type Group = "recent" | "page" | "act" | "client" | "contact" | "document";
export type Entry = {
  id: string;
  group: Group;
  label: string;
  detail?: string;
  words?: string;
} & ({ link: PageLink } | { act: () => void });

/** Whom and what one works with before the places where it is set up, where both match as well. */
const order: Group[] = ["client", "contact", "document", "page", "act"];

export function usePaletteEntries(typed: string, recent: readonly string[]) {
  const t = useT();
  const own = useOwnEntries();
  const isOperator = useSession().staff.role === "operator";
  const [q] = useDebouncedValue(typed.trim(), 150);
  const isAsked = q !== "" && !isOperator;
  const search = useQuery({ ...searchQuery(q), enabled: isAsked });
  const found = isAsked && typed.trim() !== "" ? (search.data?.items ?? []).map((item) => foundEntry(t, item)) : [];
  const isEmpty = typed.trim() === "";
  const last = isEmpty
    ? recent
        .flatMap((id) => own.filter((entry) => entry.id === id))
        .map((entry): Entry => ({ ...entry, group: "recent" }))
    : [];
  const rest = ranked(own, typed, recent).filter(({ id }) => !last.some((entry) => entry.id === id));
  return {
    entries: isEmpty ? [...last, ...grouped(rest, "", order)] : grouped([...rest, ...found], typed, order),
    isSearching: isAsked && search.isFetching,
    hasFailed: isAsked && search.isError,
  };
}

/** A contact is shown on the page of its client. */
function foundEntry(t: ReturnType<typeof useT>, { kind, id, client_id, title, detail }: Schemas["Found"]): Entry {
  const label = title === "" ? t("document.untitled") : title;
  const of = client_id ?? id;
  return {
    id: `${kind}-${id}-${of}`,
    group: kind,
    label,
    ...(detail === "" ? {} : { detail, words: detail }),
    link: kind === "document" ? paths.document(id) : paths.client(of),
  };
}

function useOwnEntries(): Entry[] {
  const t = useT();
  const pages = usePages();
  const settings = useSettingsGroups();
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const isOperator = useSession().staff.role === "operator";
  const mayKeepProjects = useMayKeepProjects();
  const other = scheme === "dark" ? "light" : "dark";
  return [
    ...pages.map(({ key, link }): Entry => ({ id: key, group: "page", label: t(key), link })),
    ...(isOperator ? [] : settings).flatMap((group) =>
      group.pages.map(
        ({ key, link }): Entry => ({
          id: `nav.${key}`,
          group: "page",
          label: t(`nav.${key}`),
          detail: t("nav.settings"),
          words: t(`settings.hint.${key}`),
          link,
        }),
      ),
    ),
    { id: "account", group: "page", label: t("account.title"), link: paths.account() },
    ...(isOperator
      ? []
      : [{ id: "new-quote", group: "act" as const, label: t("palette.act.new_quote"), link: paths.newDocument() }]),
    ...(mayKeepProjects
      ? [
          {
            id: "new-project",
            group: "act" as const,
            label: t("palette.act.new_project"),
            link: paths.projects({ new: "yes" }),
          },
        ]
      : []),
    { id: "theme", group: "act", label: t(`palette.act.${other}`), act: () => setColorScheme(other) },
    { id: "sign-out", group: "act", label: t("account.sign_out"), act: () => signOut.mutate() },
  ];
}
