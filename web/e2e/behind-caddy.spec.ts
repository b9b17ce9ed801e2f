/** Path mode and host mode behind a real Caddy, over https. */
import { journeysBehind } from "./support/behind";
import { test } from "./support/portico";

// Caddy's certificates are of an authority of its own.
test.use({ behind: "https", ignoreHTTPSErrors: true });

journeysBehind("caddy", "https");
