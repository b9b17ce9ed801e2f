/** What other parts of the staff app may use of what waits for clients. */
export { NudgeButton } from "./nudge-button.tsx";
export { useWaiting, waitingFirstQuery } from "./queries.ts";
export { useWaitedWords } from "./words.ts";
