/** Who may read projects; for everybody else these pages are not there. */
import type { ReactNode } from "react";
import { useSession } from "~/client/features/sign-in/index.ts";
import { brand } from "~/shared/brand/brand.ts";
import { NotFoundPage } from "../../shell/not-found-page.tsx";

export const useMayReadProjects = (): boolean => useSession().permissions.includes("read_projects");

type ReadersProps = { children: ReactNode };

/** Shows its children to those who may read projects. Whoever reads one document by a link is not signed in. */
export function ProjectReaders({ children }: ReadersProps) {
  return brand.reading === undefined ? <SignedIn>{children}</SignedIn> : <NotFoundPage />;
}

function SignedIn({ children }: ReadersProps) {
  return useMayReadProjects() ? children : <NotFoundPage />;
}
