/** When what happens: the phases and milestones of a project over time, as a chart, on a phone as a list, or as tables. */
import { Button, SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useParams } from "@tanstack/react-router";
import { CalendarClock, Printer } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { brand } from "~/shared/brand/brand.ts";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { useT } from "../../../i18n/use-t.ts";
import { usePageTitle } from "../../../shell/use-page-title.ts";
import { ProjectReaders } from "../access.tsx";
import { ProjectHead } from "../project-head.tsx";
import { ProjectOrState } from "../project-state.tsx";
import type { Project } from "../queries.ts";
import { Chart } from "./chart.tsx";
import { Moves } from "./moves.tsx";
import { type Group, groupsOf } from "./rows.ts";
import { spanOf, todayOf, type Zoom, zooms } from "./scale.ts";
import { Tables } from "./tables.tsx";
import { TimelineList } from "./timeline-list.tsx";
import classes from "./timeline-page.module.css";

export function TimelinePage() {
  const { projectId } = useParams({ from: "/portal/projects/$projectId/timeline" });
  return (
    <ProjectReaders>
      <ProjectOrState key={projectId} projectId={projectId}>
        {(project) => <Timeline project={project} />}
      </ProjectOrState>
    </ProjectReaders>
  );
}

const NONE: Group[] = [];

function Timeline({ project }: { project: Project }) {
  const t = useT();
  const [view, setView] = useState("chart");
  const [zoom, setZoom] = useState<Zoom>("fit");
  const isWide = useMediaQuery("(min-width: 48rem)", true, { getInitialValueInEffect: false });
  usePageTitle(t("timeline.of", { project: project.name }));
  const groups = useMemo(() => groupsOf(project), [project]);
  // What is read out beside the chart does not keep it waiting.
  const later = useDeferredValue(groups, NONE);
  const today = todayOf(new Date());
  const span = useMemo(() => spanOf(project, today), [project, today]);
  const isEmpty = project.phases.length + project.milestones.length === 0 || span === undefined;
  const isChart = view === "chart";
  return (
    <div className={classes.page}>
      <ProjectHead project={project} isTimeline />
      {isEmpty ? (
        <EmptyState
          icon={<CalendarClock size={22} />}
          title={t("timeline.empty")}
          detail={t("timeline.empty_detail", { provider: brand.name })}
        />
      ) : (
        <>
          <div className={`${classes.tools} no-print`}>
            <SegmentedControl
              aria-label={t("timeline.show")}
              size="md"
              value={view}
              onChange={setView}
              data={[
                { value: "chart", label: t(isWide ? "timeline.chart" : "timeline.list") },
                { value: "table", label: t("timeline.table") },
              ]}
            />
            {isChart && isWide && (
              <SegmentedControl
                aria-label={t("timeline.zoom")}
                size="md"
                value={zoom}
                onChange={(value) => setZoom(zooms.find((each) => each === value) ?? "fit")}
                data={zooms.map((each) => ({ value: each, label: t(`timeline.zoom.${each}`) }))}
              />
            )}
            <Button
              className={classes.print ?? ""}
              variant="default"
              leftSection={<Printer size={18} aria-hidden="true" />}
              onClick={() => window.print()}
            >
              {t("confirmed.print")}
            </Button>
          </div>
          {isChart && isWide && (
            <>
              <Chart groups={groups} span={span} zoom={zoom} today={today} />
              <Moves milestones={project.milestones} />
            </>
          )}
          {isChart && !isWide && <TimelineList groups={groups} />}
          {/* The chart is to be looked at: whoever listens is read the tables. */}
          {(!isChart || isWide) && (
            <div className={isChart ? "visually-hidden no-print" : classes.tables}>
              <Tables groups={isChart ? later : groups} />
            </div>
          )}
        </>
      )}
    </div>
  );
}
