/** How far something is, as a bar. The words beside it say the same, so that it is only looked at. */
import classes from "./progress-bar.module.css";

type ProgressBarProps = { percent: number; isDone?: boolean };

export function ProgressBar({ percent, isDone = false }: ProgressBarProps) {
  return (
    <svg className={classes.bar} data-done={isDone || undefined} aria-hidden="true" width="100%" height="6">
      <rect className={classes.rest} width="100%" height="6" rx="3" />
      {percent > 0 && <rect className={classes.done} width={`${percent}%`} height="6" rx="3" />}
    </svg>
  );
}
