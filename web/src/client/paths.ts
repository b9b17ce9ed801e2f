/** Every link of the client app. */
export const paths = {
  home: () => ({ to: "/portal" }) as const,
  documents: () => ({ to: "/portal/documents", search: {} }) as const,
  files: (shown: { folder?: string | undefined; project?: string | undefined } = {}) =>
    ({
      to: "/portal/documents/files",
      search: Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined && value !== "")),
    }) as const,
  document: (year: number | string, slug: string) =>
    ({ to: "/documents/$year/$slug", params: { year: String(year), slug } }) as const,
  confirmed: (year: number | string, slug: string) =>
    ({ to: "/documents/$year/$slug/confirmed", params: { year: String(year), slug } }) as const,
  history: () => ({ to: "/portal/history" }) as const,
  receipt: (decisionId: string) => ({ to: "/portal/history/$decisionId", params: { decisionId } }) as const,
  projects: () => ({ to: "/portal/projects", search: {} }) as const,
  project: (projectId: string) => ({ to: "/portal/projects/$projectId", params: { projectId } }) as const,
  timeline: (projectId: string) => ({ to: "/portal/projects/$projectId/timeline", params: { projectId } }) as const,
  people: () => ({ to: "/portal/people" }) as const,
  settings: () => ({ to: "/portal/settings" }) as const,
};

/** A page that law asks for, written by the server and outside this app. It opens in the language of this page. */
export function legalAddress(page: "privacy" | "imprint"): string {
  return new URL(`${page}?language=${document.documentElement.lang}`, document.baseURI).href;
}

/** The sign-in page, which leads back to where one was, at one of its steps or at its beginning. It is a page of its
 * own, outside this app. */
export function signInAddress(step?: "second-factor" | "reading"): string {
  const base = new URL(document.baseURI);
  const inside = location.pathname.slice(base.pathname.length - 1) + location.search;
  const address = new URL("login", base);
  if (inside !== "/") {
    address.searchParams.set("to", inside);
  }
  if (step !== undefined) {
    address.searchParams.set("step", step);
  }
  return address.href;
}
