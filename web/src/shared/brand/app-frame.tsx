/** What each app is wrapped in: the look, the cache, the texts, and a page for what nobody foresaw. */
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { brand } from "./brand.ts";
import { SCHEME_KEY } from "./scheme.ts";
import { theme, variables } from "./theme.ts";

const scheme = localStorageColorSchemeManager({ key: SCHEME_KEY });
const nonce = () => brand.nonce;

type AppFrameProps = { queries: QueryClient; children: ReactNode };

export function AppFrame({ queries, children }: AppFrameProps) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={scheme}
      cssVariablesResolver={variables}
      getStyleNonce={nonce}
    >
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </MantineProvider>
  );
}
