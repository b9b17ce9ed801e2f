/** HTML that the server made from Markdown and cleaned: the only place where text becomes markup. */
import classes from "./server-html.module.css";

type ServerHtmlProps = { html: string | null | undefined };

export function ServerHtml({ html }: ServerHtmlProps) {
  if (html === null || html === undefined || html === "") {
    return null;
  }
  // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered and sanitised by the server, which lets through a short list of elements only
  return <div className={classes.prose} dangerouslySetInnerHTML={{ __html: html }} />;
}
