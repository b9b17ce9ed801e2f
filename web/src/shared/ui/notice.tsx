/** A message in the flow of the page: what is the case, and what can be done about it. */
import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./notice.module.css";

type NoticeProps = {
  tone: "info" | "good" | "warn" | "bad";
  title?: string | undefined;
  children?: ReactNode;
  action?: ReactNode;
  /** Read out at once, for what came up by itself. */
  urgent?: boolean;
};

const icons = { info: Info, good: CircleCheck, warn: TriangleAlert, bad: TriangleAlert };

export function Notice({ tone, title, children, action, urgent = false }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={`${classes.notice} ${classes[tone]}`} role={urgent ? "alert" : undefined}>
      <Icon className={classes.icon} size={20} aria-hidden="true" />
      <div className={classes.words}>
        {title !== undefined && <p className={classes.title}>{title}</p>}
        {children !== undefined && <div className={classes.detail}>{children}</div>}
        {action !== undefined && <div className={classes.action}>{action}</div>}
      </div>
    </div>
  );
}
