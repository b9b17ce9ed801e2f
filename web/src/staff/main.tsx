import "@mantine/core/styles.css";
import "@fontsource-variable/inter";
import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider>
        <main />
      </MantineProvider>
    </StrictMode>,
  );
}
