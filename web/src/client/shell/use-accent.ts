/** The client's own colour in place of the provider's; the page already comes with the one it was opened for. */
import { useLayoutEffect } from "react";

export function useAccent(accent: Record<string, string>): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    for (const [name, value] of Object.entries(accent)) {
      style.setProperty(name, value);
    }
    return () => {
      for (const name of Object.keys(accent)) {
        style.removeProperty(name);
      }
    };
  }, [accent]);
}
