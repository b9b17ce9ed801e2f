/** Moves the focus to the new page, so that the keyboard and a screen reader go on from its beginning. */
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

export function useFocusOnNavigation(elementId: string): void {
  const pathname = useLocation({ select: (location) => location.pathname });
  const shown = useRef(pathname);
  useEffect(() => {
    // The first page is where the browser already is.
    if (shown.current !== pathname) {
      shown.current = pathname;
      document.getElementById(elementId)?.focus({ preventScroll: true });
    }
  }, [pathname, elementId]);
}
