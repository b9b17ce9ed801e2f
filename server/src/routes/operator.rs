//! What whoever runs the installation sees and does.

use crate::{
    app::App,
    features::operators,
    kit::http::table::{Audience, Table},
};

/// Providers, what waits for the operator's word, and what was given up.
pub(super) fn add(table: &mut Table<App>) {
    use Audience::Operator;
    table
        .get(
            "/api/admin/providers",
            Operator,
            None,
            operators::list_providers,
        )
        .post(
            "/api/admin/providers",
            Operator,
            None,
            operators::create_provider,
        )
        .get(
            "/api/admin/domain-claims",
            Operator,
            None,
            operators::list_domain_claims,
        )
        .post(
            "/api/admin/domain-claims/{brand_domain_id}/confirmation",
            Operator,
            None,
            operators::create_claim_confirmation,
        )
        .get(
            "/api/admin/installation",
            Operator,
            None,
            operators::show_installation,
        )
        .get(
            "/api/admin/dead-jobs",
            Operator,
            None,
            operators::list_dead_jobs,
        )
        .post(
            "/api/admin/dead-jobs/retry",
            Operator,
            None,
            operators::create_retries,
        )
        .post(
            "/api/admin/dead-jobs/{job_id}/retry",
            Operator,
            None,
            operators::create_retry,
        );
}
