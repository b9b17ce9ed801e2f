/** One thing that waits: what it is, by when, and the way there; what is only to be read is done from here. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { BookOpenCheck, ChevronRight, FileText } from "lucide-react";
import { useSession } from "~/client/features/sign-in/index.ts";
import type { ActionItem } from "~/shared/api/types.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { AcknowledgeDialog, type Acknowledged } from "../documents/index.ts";
import classes from "./waiting-item.module.css";

type WaitingItemProps = { item: ActionItem; onAcknowledged: (item: ActionItem, made: Acknowledged) => void };

export function WaitingItem({ item, onAcknowledged }: WaitingItemProps) {
  const { document } = item;
  if (document === null) {
    return (
      <li>
        <div className={classes.item}>
          <Body item={item} />
        </div>
      </li>
    );
  }
  if (item.kind === "acknowledge" && item.may_decide) {
    return <ToRead item={item} document={document} onAcknowledged={onAcknowledged} />;
  }
  return (
    <li>
      <Link className={classes.item} {...paths.document(document.year, document.slug)}>
        <Body item={item} />
        <ChevronRight className={classes.chevron} size={20} aria-hidden="true" />
      </Link>
    </li>
  );
}

type ToReadProps = WaitingItemProps & { document: NonNullable<ActionItem["document"]> };

/** Two taps: that it was read, and that exactly this version is meant. */
function ToRead({ item, document, onAcknowledged }: ToReadProps) {
  const t = useT();
  const { client } = useSession();
  const [asked, ask] = useDisclosure();
  const { year, slug, number, version } = document;
  const read = (
    <Button
      variant="default"
      renderRoot={(props) => <Link {...props} {...paths.document(year, slug)} />}
      aria-label={t("item.read.of", { title: item.title })}
    >
      {t("item.read")}
    </Button>
  );
  return (
    <li className={classes.item} data-acts>
      <Body item={item} />
      <div className={classes.acts}>
        {read}
        <Button onClick={ask.open} aria-label={`${t("acknowledge.button")}: ${item.title}`}>
          {t("acknowledge.button")}
        </Button>
      </div>
      <AcknowledgeDialog
        what={{
          ...{ slug, number, version, title: item.title, clientName: client.name },
          ...{ year: String(year), actionItemId: item.id, versionHash: item.version_hash },
        }}
        opened={asked}
        onClose={ask.close}
        onDone={(made) => onAcknowledged(item, made)}
        read={read}
      />
    </li>
  );
}

function Body({ item }: { item: ActionItem }) {
  const t = useT();
  const format = useFormat();
  const { document } = item;
  const Icon = item.kind === "acknowledge" ? BookOpenCheck : FileText;
  return (
    <>
      <span className={classes.icon} aria-hidden="true">
        <Icon size={20} />
      </span>
      <span className={classes.words}>
        <span className={classes.title}>{item.title}</span>
        <span className={classes.detail}>
          {document !== null && <span>{document.number}</span>}
          {item.kind === "choose" && document !== null && document.total_minor_from !== null && (
            <span className="tabular">
              {t("item.from", { amount: format.price(document.total_minor_from, document.currency) })}
            </span>
          )}
          {!item.may_decide && <span>{t("item.read_only")}</span>}
        </span>
        <When item={item} />
      </span>
    </>
  );
}

function When({ item }: { item: ActionItem }) {
  const t = useT();
  const format = useFormat();
  if (item.due_at === null) {
    return <span className={classes.detail}>{t("item.since", { date: format.date(item.created_at) })}</span>;
  }
  // What is due ends with its day: the moment it is over belongs to the next one.
  const date = format.date(item.overdue ? item.due_at : new Date(Date.parse(item.due_at) - 1).toISOString());
  return (
    <span className={classes.due}>
      <Tag tone={item.overdue ? "bad" : "warn"}>{t(item.overdue ? "item.overdue" : "item.due", { date })}</Tag>
    </span>
  );
}
