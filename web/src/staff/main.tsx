/** Starts the staff app. */
import "~/shared/brand/scheme.ts";
import "~/shared/brand/styles.ts";
import "@mantine/notifications/styles.css";
import "./ui/staff.css";
import { Notifications } from "@mantine/notifications";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeQueryClient } from "~/shared/api/query-client.ts";
import { AppFrame } from "~/shared/brand/app-frame.tsx";
import { StaffTexts } from "./i18n/staff-texts.tsx";
import { makeRouter } from "./router.tsx";
import { toSignIn } from "./to-sign-in.ts";

const queries = makeQueryClient((isHalfway) => void toSignIn(router, queries, isHalfway));
const router = makeRouter(queries);

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <AppFrame queries={queries}>
        <StaffTexts>
          <Notifications position="bottom-left" />
          <RouterProvider router={router} />
        </StaffTexts>
      </AppFrame>
    </StrictMode>,
  );
}
