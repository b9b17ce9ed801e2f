//! Markdown to safe HTML: no raw HTML, no images, links only to web, mail and phone addresses.
//! Rendered by pulldown-cmark and then cleaned by ammonia, so that a fault of one is caught by
//! the other.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use moka::sync::Cache;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Elements inside one another that are rendered.
const MAX_DEPTH: u32 = 24;

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::empty();
    cleaner
        .tags(HashSet::from([
            "p",
            "br",
            "hr",
            "strong",
            "em",
            "del",
            "code",
            "pre",
            "blockquote",
            "ul",
            "ol",
            "li",
            "h3",
            "h4",
            "h5",
            "h6",
            "a",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener nofollow"));
    cleaner
});

/// Longer texts are rendered each time.
const LONGEST_KEPT: usize = 16 * 1_024;
/// So many bytes of texts and their HTML are kept.
const MOST_KEPT: u64 = 4 * 1_024 * 1_024;

/// What was rendered lately, by its text and nothing else: the same text always comes out the same.
static RENDERED: LazyLock<Cache<String, Arc<str>>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(MOST_KEPT)
        .weigher(|text: &String, html: &Arc<str>| {
            u32::try_from(text.len() + html.len()).unwrap_or(u32::MAX)
        })
        .build()
});

/// The text as HTML that is safe to put on a page. Headings begin at `h3`, since the page and
/// its blocks hold the levels above. What was written as HTML shows as the text it is; of an
/// image the words beside it are kept.
pub fn to_html(markdown: &str) -> String {
    if markdown.len() > LONGEST_KEPT {
        return rendered(markdown);
    }
    let html = RENDERED.get_with_by_ref(markdown, || rendered(markdown).into());
    String::from(&*html)
}

fn rendered(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(markdown, options).filter_map(tame);
    let mut open = 0_u32;
    let events = events.filter(move |event| within_depth(event, &mut open));
    let mut rendered = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut rendered, events);
    CLEANER.clean(&rendered).to_string()
}

/// Whether the event stays: what opens or closes an element beyond [`MAX_DEPTH`] goes, its text
/// is kept. Cleaning a tree costs the square of its depth.
fn within_depth(event: &Event<'_>, open: &mut u32) -> bool {
    match event {
        Event::Start(_) => {
            *open += 1;
            *open <= MAX_DEPTH
        }
        Event::End(_) => {
            let stays = *open <= MAX_DEPTH;
            *open = open.saturating_sub(1);
            stays
        }
        _ => true,
    }
}

fn tame(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Image { .. } | Tag::HtmlBlock)
        | Event::End(TagEnd::Image | TagEnd::HtmlBlock) => return None,
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: below_blocks(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below_blocks(level))),
        other => other,
    })
}

fn below_blocks(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_markdown_is_rendered() {
        assert_eq!(
            to_html("# Scope\n\nA **bold** and *fine* ~~old~~ word.\n\n1. one\n2. two\n"),
            "<h3>Scope</h3>\n<p>A <strong>bold</strong> and <em>fine</em> <del>old</del> word.</p>\n\
             <ol>\n<li>one</li>\n<li>two</li>\n</ol>\n"
        );
    }

    #[test]
    fn links_lead_only_to_web_mail_and_phone() {
        assert_eq!(
            to_html("[site](https://example.com/a?b=1)"),
            "<p><a href=\"https://example.com/a?b=1\" rel=\"noopener nofollow\">site</a></p>\n"
        );
        for good in ["http://a.example", "mailto:a@b.example", "tel:+4930123"] {
            assert!(
                to_html(&format!("[x]({good})")).contains(&format!("href=\"{good}\"")),
                "{good}"
            );
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "/api/client/session",
            "//evil.example",
            "#x",
            "java&#x73;cript:alert(1)",
            "file:///etc/passwd",
            "..",
        ] {
            assert!(!to_html(&format!("[x]({bad})")).contains("href"), "{bad}");
        }
    }

    #[test]
    fn html_shows_as_text() {
        let html = to_html(
            "<script>alert(1)</script>\n\nHi <b onclick=x>there</b>\n\n<style>*{display:none}</style>",
        );
        assert!(
            !html.contains("<script") && !html.contains("<b ") && !html.contains("<style"),
            "{html}"
        );
        assert!(
            html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{html}"
        );
    }

    #[test]
    fn images_leave_their_words() {
        assert_eq!(
            to_html("See ![the plan](https://evil.example/pixel.png)"),
            "<p>See the plan</p>\n"
        );
    }

    #[test]
    fn nesting_ends_at_a_bound_and_keeps_the_words() {
        for opening in [">", "* ", "[", "**", "`a ", "<a>"] {
            let html = to_html(&format!("{}word", opening.repeat(20_000 / opening.len())));
            assert!(html.matches("<blockquote>").count() < 30, "{opening}");
            assert!(html.matches("<li>").count() < 30, "{opening}");
            assert!(html.contains("word"), "{opening}");
        }
    }

    proptest! {
        #[test]
        fn no_element_beyond_the_list_comes_out(text in "([<>a-z/\"'=:\\[\\]()!`#*&; \\n-]|<script>|<img src=x onerror=y>|javascript:|<svg onload=x>|\\]\\(){0,60}") {
            let html = to_html(&text);
            for part in html.split('<').skip(1) {
                let name: String = part.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
                prop_assert!(CLEANER.clone_tags().contains(name.as_str()), "{} in {}", name, html);
                prop_assert!(!part.split('>').next().unwrap_or("").contains(" on"), "{}", html);
            }
            prop_assert_eq!(CLEANER.clean(&html).to_string(), html);
        }

        #[test]
        fn any_text_comes_out_with_listed_attributes_and_schemes_alone(
            pieces in prop::collection::vec(prop_oneof![
                any::<String>(),
                "[ \\t\\n\\r]{0,3}[-*+>#|~`0-9.]{0,4} ?",
                prop::sample::select(vec![
                    "[x](", "![x](", ")", "<https://a.example>", "[r]: ", "[r]", "\n\n", "| a | b |\n|---|---|\n", "\"t\"",
                    "java\tscript:x", "&#106;avascript:x", "data:x", "https://a.example", "tel:1", "&colon;", "&Tab;", "<a href=x>",
                    "<!--", "<![CDATA[", "</p>", "<svg/onload=x>", "\u{0}", "\u{202e}", "```\n", "$", "1. ",
                ]).prop_map(str::to_owned),
            ], 0..14),
        ) {
            let html = to_html(&pieces.concat());
            for element in html.split('<').skip(1) {
                let element = element.split('>').next().unwrap();
                // Between the quotes stand values.
                let names = element.split('"').step_by(2).flat_map(str::split_whitespace).skip(1);
                for name in names.filter_map(|name| name.strip_suffix('=')) {
                    prop_assert!(["href", "title", "start", "rel"].contains(&name), "{} in {}", name, html);
                }
                if let Some((_, target)) = element.split_once("href=\"") {
                    let is_listed = ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| {
                        target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                    });
                    prop_assert!(is_listed, "{}", html);
                }
            }
            prop_assert_eq!(CLEANER.clean(&html).to_string(), html);
        }
    }
}
