/** Unmounts what a test rendered, so that no test sees another's screen. */
import { afterEach } from "vitest";

afterEach(async () => {
  if (typeof document !== "undefined" && document.body.childElementCount > 0) {
    const { cleanup } = await import("@testing-library/react");
    cleanup();
  }
});
