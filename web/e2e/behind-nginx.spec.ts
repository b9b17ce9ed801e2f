/** Path mode and host mode behind a real nginx, over http, which browsers take for safe on this computer. */
import { journeysBehind } from "./support/behind";
import { test } from "./support/portico";

test.use({ behind: "http" });

journeysBehind("nginx", "http");
