/** A button that sends a code again, and says how long until it may. */
import { say } from "./words.ts";

const timers = new WeakMap<HTMLButtonElement, ReturnType<typeof setInterval>>();

/** Keeps `button` from being pressed `until` that time. */
export function countDown(button: HTMLButtonElement, until: string): void {
  clearInterval(timers.get(button));
  const tick = () => {
    const seconds = Math.ceil((Date.parse(until) - Date.now()) / 1000);
    button.disabled = seconds > 0;
    button.textContent = seconds > 0 ? say("code.again_in", { seconds }) : say("code.again");
    if (seconds <= 0) {
      clearInterval(timers.get(button));
    }
  };
  timers.set(button, setInterval(tick, 1000));
  tick();
}
