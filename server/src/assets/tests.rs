//! What the server writes into a page, and where a bundle is given out.

use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::kit::http::site::{Brand, StaffSite};
use crate::kit::id::Id;

const BUILT: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\" />\
    <script type=\"module\" crossorigin src=\"./client/assets/main-abc.js\"></script>\
    <!--portico:head--></head><body><!--portico:body--><div id=\"root\"></div></body></html>";

fn brand(prefix: &str) -> Site {
    Site::Brand(Arc::new(Brand {
        provider_id: Id::from_bytes([0; 16]),
        brand_domain_id: Id::from_bytes([0; 16]),
        host: "studio.example".into(),
        prefix: prefix.into(),
        origin: "https://studio.example".into(),
        cookie_domain: None,
        main_address: None,
    }))
}

fn staff() -> Site {
    Site::Staff(Arc::new(StaffSite {
        origin: "https://staff.example".into(),
        host: "staff.example".into(),
    }))
}

#[test]
fn the_base_stands_before_the_first_relative_address() {
    let template = Template::cut(BUILT).unwrap();
    assert!(
        template.before_head.ends_with("<meta charset=\"utf-8\" />"),
        "{template:?}"
    );
    assert!(template.before_body.starts_with("<script type=\"module\""));
    assert!(template.rest.starts_with("<div id=\"root\">"));
}

#[test]
fn what_is_written_into_a_page_cannot_break_out() {
    let head = PageHead {
        nonce: "n".into(),
        title: "</title><script>x</script>".into(),
        style: ":root{--brand:#123456}</style><script>".into(),
        data: json!({ "name": "</script><script>alert(1)</script>" }),
        ..PageHead::default()
    };
    let html = head_html(&brand("/clients"), &head);
    assert!(
        html.starts_with("<base href=\"/clients/\"><title>&lt;/title&gt;"),
        "{html}"
    );
    assert!(!html.contains("<script>"), "{html}");
    assert_eq!(html.matches("</style").count(), 1);
    assert_eq!(html.matches("</script").count(), 1);
    assert!(html.contains("\"prefix\":\"/clients\""));
}

#[test]
fn the_sign_in_page_names_its_brand_and_nothing_else() {
    let data =
        json!({ "name": "A & \"B\" <i>{{login_text}}", "login_text": null, "colour": "#123456" });
    let page = "<p data-text=\"{{login_text}}\">{{name}}</p>{{colour}} {{";
    assert_eq!(
        filled(page, &data),
        "<p data-text=\"\">A &amp; &quot;B&quot; &lt;i&gt;{{login_text}}</p>{{colour}} {{"
    );
}

#[test]
fn no_bundle_is_given_out_on_the_other_host() {
    let headers = HeaderMap::new();
    let refused =
        |bundle, site: &Site| matches!(file(bundle, site, &headers, "x.js"), Err(Error::NotFound));
    assert!(
        refused(Bundle::Staff, &brand(""))
            && refused(Bundle::Client, &staff())
            && refused(Bundle::SignIn, &staff())
    );
    assert!(matches!(
        page(&staff(), Bundle::Client, &PageHead::default()),
        Err(Error::NotFound)
    ));
    assert!(matches!(
        page(&brand(""), Bundle::Staff, &PageHead::default()),
        Err(Error::NotFound)
    ));
    for name in ["../index.html", "..", "main.js.br"] {
        assert!(
            matches!(
                file(Bundle::Client, &brand(""), &headers, name),
                Err(Error::NotFound)
            ),
            "{name}"
        );
    }
}

#[test]
fn a_page_names_its_manifest_and_the_colours_of_the_frame() {
    let head = PageHead {
        theme: Some(["#eef".into(), "\"#112".into()]),
        ..PageHead::default()
    };
    let html = head_html(&brand("/clients"), &head);
    assert!(
        html.contains("<link rel=\"manifest\" href=\"manifest.webmanifest\">"),
        "{html}"
    );
    assert!(
        html.contains("media=\"(prefers-color-scheme: light)\" content=\"#eef\">")
            && html.contains("media=\"(prefers-color-scheme: dark)\" content=\"&quot;#112\">"),
        "{html}"
    );
    assert!(!head_html(&staff(), &PageHead::default()).contains("manifest"));
}
