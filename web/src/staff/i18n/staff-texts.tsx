/** The words of the staff app, with dates and money as people of the business's country write them. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { TextsProvider } from "~/shared/i18n/texts.tsx";
import { sessionQuery } from "../features/session/index.ts";
import { english } from "./en.ts";

export function StaffTexts({ children }: { children: ReactNode }) {
  const session = useQuery({ ...sessionQuery, enabled: false });
  return (
    <TextsProvider language="en" country={session.data?.provider.country ?? ""} catalogue={english}>
      {children}
    </TextsProvider>
  );
}
