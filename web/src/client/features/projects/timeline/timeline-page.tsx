/** When what happens: the phases and milestones of a project over time. */
export function TimelinePage() {
  return null;
}
