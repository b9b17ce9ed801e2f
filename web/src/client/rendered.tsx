/** Renders a piece of the client app for a test: theme, texts, a cache of its own. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { makeQueryClient } from "~/shared/api/query-client.ts";
import { theme } from "~/shared/brand/theme.ts";
import { en as shared } from "~/shared/i18n/en.ts";
import { TextsProvider } from "~/shared/i18n/texts.tsx";
import { en } from "./i18n/en.ts";

const texts = { ...shared, ...en };

export const rendered = (node: ReactNode) =>
  render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={makeQueryClient(() => {})}>
        <TextsProvider language="en" country="NL" catalogue={texts}>
          {node}
        </TextsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
