//! What contacts and staff read of a project alike.

use super::model::PhaseState;
use crate::{
    db::{Date, Read, Result, Statement},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Audience,
    scoped,
};

row! {
    /// A phase.
    pub(super) struct Phase {
        pub(super) project_id: Id,
        pub(super) phase_id: Id,
        pub(super) name: String,
        pub(super) state: PhaseState,
        pub(super) percent: i64,
        pub(super) start_date: Option<Date>,
        pub(super) end_date: Option<Date>,
    }
}

/// The phases of a project, in their order.
pub(super) async fn list_phases<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    project_id: Id,
) -> Result<Vec<Phase>> {
    read.list(
        scoped!(
            "select f.project_id, f.phase_id, f.name, f.state, f.percent, f.start_date, f.end_date
             from phase f where {project:f} and f.project_id = $4 order by f.position, f.phase_id"
        ),
        params![project_id],
    )
    .await
}

row! {
    /// A milestone with its last move.
    pub(super) struct Milestone {
        pub(super) milestone_id: Id,
        pub(super) name: String,
        pub(super) phase_id: Option<Id>,
        pub(super) baseline_date: Date,
        pub(super) forecast_date: Date,
        pub(super) reached_at: Option<Time>,
        pub(super) moved_from_date: Option<Date>,
        pub(super) moved_at: Option<Time>,
        pub(super) moved_reason: Option<String>,
    }
}

/// The milestones of a project, the earliest first.
pub(super) async fn list_milestones<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    project_id: Id,
) -> Result<Vec<Milestone>> {
    read.list(
        scoped!(
            "select m.milestone_id, m.name, m.phase_id, m.baseline_date, m.forecast_date, m.reached_at, m.moved_from_date,
                    m.moved_at, m.moved_reason
             from milestone m where {project:m} and m.project_id = $4 order by m.forecast_date, m.milestone_id"
        ),
        params![project_id],
    )
    .await
}
