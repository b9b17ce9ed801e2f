/** Starts the client app. */
import "~/shared/brand/scheme.ts";
import "~/shared/brand/styles.ts";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { makeQueryClient } from "~/shared/api/query-client.ts";
import { AppFrame } from "~/shared/brand/app-frame.tsx";
import { signInAddress } from "./paths.ts";
import { makeRouter } from "./router.tsx";

// The token of a delivery link has done its work when one is signed in: it leaves the address bar.
if (location.hash.startsWith("#d=")) {
  history.replaceState(history.state, "", location.pathname + location.search);
}

const queries = makeQueryClient((isHalfway) =>
  location.replace(signInAddress(isHalfway ? "second-factor" : undefined)),
);
const router = makeRouter();

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <AppFrame queries={queries}>
        <Suspense>
          <RouterProvider router={router} />
        </Suspense>
      </AppFrame>
    </StrictMode>,
  );
}
