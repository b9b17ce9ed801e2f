/** One address: whether it works, where it leads, and what proves it. */
import { Button } from "@mantine/core";
import { ApiError } from "~/shared/api/api-error.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { CopyButton } from "~/shared/ui/copy-button.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./brand-domains-page.module.css";
import { type BrandDomain, useProveDomain } from "./queries.ts";

type DomainItemProps = {
  domain: BrandDomain;
  /** The address that this one leads to. */
  main: BrandDomain | undefined;
  onChange: () => void;
  onRemove: () => void;
};

export function DomainItem({ domain, main, onChange, onRemove }: DomainItemProps) {
  const t = useT();
  const isProven = domain.proven_at !== null;
  return (
    <li className={classes.domain}>
      <div className={classes.words}>
        <p className={classes.name}>
          <span>{domain.address}</span>
          <Tag tone={isProven ? "good" : "warn"}>{t(isProven ? "addresses.proven" : "addresses.unproven")}</Tag>
        </p>
        {main !== undefined && <p className={classes.detail}>{t("addresses.leads", { address: main.address })}</p>}
        {domain.cookie_scope === "site" && <p className={classes.detail}>{t("addresses.site")}</p>}
      </div>
      <div className={classes.acts}>
        {isProven && (
          <Button variant="default" onClick={onChange} aria-label={`${t("addresses.edit")}: ${domain.address}`}>
            {t("addresses.edit")}
          </Button>
        )}
        <Button variant="default" onClick={onRemove} aria-label={`${t("act.remove")}: ${domain.address}`}>
          {t("act.remove")}
        </Button>
      </div>
      {!isProven && <ProofSteps domain={domain} />}
    </li>
  );
}

function ProofSteps({ domain }: { domain: BrandDomain }) {
  const t = useT();
  const errorText = useErrorText();
  const prove = useProveDomain(domain.id);
  const { record } = domain;
  if (record === null || record === undefined) {
    return null;
  }
  const problem = prove.error;
  const isMissing = problem instanceof ApiError && problem.code === "proof_missing";
  return (
    <div className={classes.proof}>
      <p className={classes.detail}>{t("addresses.record")}</p>
      <dl className={classes.record}>
        {(["name", "value"] as const).map((part) => (
          <div key={part} className={classes.pair}>
            <dt>{t(`addresses.record.${part}`)}</dt>
            <dd>
              <code>{record[part]}</code>
              <CopyButton value={record[part]} label={t(`addresses.record.${part}`)} />
            </dd>
          </div>
        ))}
      </dl>
      {prove.isError && (
        <Notice tone="warn" urgent title={isMissing ? t("addresses.proof.missing") : errorText(problem)} />
      )}
      <Button
        className={classes.check}
        variant="default"
        loading={prove.isPending}
        onClick={() => prove.mutate(undefined)}
      >
        {t("addresses.check")}
      </Button>
    </div>
  );
}
