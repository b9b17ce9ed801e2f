/** One thing that waits: what it is, by when, and the way there; what is only to be read is done from here. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { ArrowRight, BookOpenCheck, ChevronRight, FileText } from "lucide-react";
import { useSession } from "~/client/features/sign-in/index.ts";
import type { ActionItem } from "~/shared/api/types.ts";
import { daysUntil, useFormat } from "~/shared/i18n/format.ts";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { AcknowledgeDialog, type Acknowledged } from "../documents/index.ts";
import classes from "./waiting-item.module.css";

type WaitingItemProps = {
  item: ActionItem;
  /** What to do first: shown larger, with the act in words. */
  isLead: boolean;
  onAcknowledged: (item: ActionItem, made: Acknowledged) => void;
};

export function WaitingItem({ item, isLead, onAcknowledged }: WaitingItemProps) {
  const t = useT();
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
  const leads = isLead && item.may_decide;
  return (
    <li>
      <Link
        className={classes.item}
        data-lead={leads || undefined}
        data-priced={(!leads && document.total_minor_from !== null) || undefined}
        {...paths.document(document.year, document.slug)}
      >
        <Body item={item} />
        <Price document={document} />
        {leads ? (
          <span className={classes.go}>
            {t("item.choose")}
            <ArrowRight size={18} aria-hidden="true" />
          </span>
        ) : (
          <ChevronRight className={classes.chevron} size={20} aria-hidden="true" />
        )}
      </Link>
    </li>
  );
}

type Shown = NonNullable<ActionItem["document"]>;
type ToReadProps = Omit<WaitingItemProps, "isLead"> & { document: Shown };

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

/** What it costs at least, where it costs something. */
function Price({ document }: { document: Shown }) {
  const t = useT();
  const format = useFormat();
  if (document.total_minor_from === null) {
    return null;
  }
  const [before = "", after = ""] = t("item.from", { amount: "\n" }).split("\n");
  return (
    <span className={classes.price}>
      <span className={classes.least}>{before}</span>
      {format.price(document.total_minor_from, document.currency)}
      <span className={classes.least}>{after}</span>
    </span>
  );
}

function Body({ item }: { item: ActionItem }) {
  const t = useT();
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
          {!item.may_decide && (
            <span>
              {item.asks.length > 0 ? t("item.waits_for", { names: item.asks.join(", ") }) : t("item.read_only")}
            </span>
          )}
        </span>
        <When item={item} />
      </span>
    </>
  );
}

/** From so many days before it is over, what is due stands out. */
const SOON_DAYS = 7;

function When({ item }: { item: ActionItem }) {
  const t = useT();
  const format = useFormat();
  if (item.due_at === null) {
    return (
      <span className={classes.detail}>
        <span>{t("item.since", { date: format.date(item.created_at) })}</span>
      </span>
    );
  }
  // What is due ends with its day: the moment it is over belongs to the next one.
  const last = item.overdue ? item.due_at : new Date(Date.parse(item.due_at) - 1).toISOString();
  const tone = item.overdue ? "bad" : daysUntil(last) <= SOON_DAYS ? "warn" : "calm";
  return (
    <span className={classes.due}>
      <Tag tone={tone}>{t(item.overdue ? "item.overdue" : "item.due", { date: format.date(last) })}</Tag>
    </span>
  );
}
