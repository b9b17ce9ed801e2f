/** What other pages show of setting the portal up. */
export { SetUpCard } from "./set-up-card.tsx";
