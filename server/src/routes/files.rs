//! Files: how they come, who sees them, and how they are given out.

use http::Method;

use crate::app::App;
use crate::features::files::{folders, keeping, reading, uploads};
use crate::kit::http::table::{Audience, Table};
use crate::kit::http::tus::{ALWAYS, PART_TYPES};

/// Adds them.
pub(super) fn add(table: &mut Table<App>) {
    client_uploads(table);
    staff_uploads(table);
    seen(table);
    kept(table);
}

fn client_uploads(table: &mut Table<App>) {
    use Audience::Contact;
    let upload = Some("upload");
    let (all, one) = ("/api/client/uploads", "/api/client/uploads/{upload_id}");
    table
        .post(all, Contact, upload, uploads::client::create_upload)
        .add(
            Method::HEAD,
            one,
            Contact,
            upload,
            &[],
            uploads::client::show_upload,
        )
        .add(
            Method::PATCH,
            one,
            Contact,
            upload,
            PART_TYPES,
            uploads::client::change_upload,
        )
        .delete(one, Contact, upload, uploads::client::delete_upload)
        .say(all, &ALWAYS)
        .say(one, &ALWAYS);
}

fn staff_uploads(table: &mut Table<App>) {
    use Audience::Staff;
    let (all, one) = ("/api/admin/uploads", "/api/admin/uploads/{upload_id}");
    table
        .post(all, Staff, None, uploads::staff::create_upload)
        .add(
            Method::HEAD,
            one,
            Staff,
            None,
            &[],
            uploads::staff::show_upload,
        )
        .add(
            Method::PATCH,
            one,
            Staff,
            None,
            PART_TYPES,
            uploads::staff::change_upload,
        )
        .delete(one, Staff, None, uploads::staff::delete_upload)
        .say(all, &ALWAYS)
        .say(one, &ALWAYS);
}

/// What contacts see.
fn seen(table: &mut Table<App>) {
    use Audience::Contact;
    let read = Some("read_projects");
    table
        .get(
            "/api/client/files",
            Contact,
            read,
            reading::client::list_files,
        )
        .get(
            "/api/client/file-folders",
            Contact,
            read,
            folders::list_client_folders,
        )
        .get(
            "/api/client/files/{file_id}/versions",
            Contact,
            read,
            reading::client::list_file_versions,
        )
        .post(
            "/api/client/files/{file_id}/versions/{version}/download",
            Contact,
            read,
            reading::download::create_download,
        )
        .get(
            "/api/client/downloads/{token}",
            Contact,
            read,
            reading::download::show_download,
        );
}

/// What staff do.
fn kept(table: &mut Table<App>) {
    use Audience::Staff;
    let keep = Some("keep_projects");
    let one = "/api/admin/files/{file_id}";
    table
        .get("/api/admin/files", Staff, None, keeping::list_files)
        .get(
            "/api/admin/clients/{client_id}/file-folders",
            Staff,
            None,
            folders::list_staff_folders,
        )
        .get(one, Staff, None, keeping::show_file)
        .patch(one, Staff, None, keeping::change_file)
        .delete(one, Staff, None, keeping::delete_file)
        .post(
            "/api/admin/files/{file_id}/publication",
            Staff,
            keep,
            keeping::create_publication,
        )
        .post(
            "/api/admin/files/{file_id}/withdrawal",
            Staff,
            keep,
            keeping::create_withdrawal,
        )
        .post(
            "/api/admin/files/{file_id}/versions/{version}/restoration",
            Staff,
            None,
            keeping::create_restoration,
        )
        .post(
            "/api/admin/files/{file_id}/versions/{version}/download",
            Staff,
            None,
            keeping::create_download,
        )
        .get(
            "/api/admin/downloads/{token}",
            Staff,
            None,
            keeping::show_download,
        );
}
