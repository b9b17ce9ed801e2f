//! The font of the web apps, for pages that the server writes itself.

use std::sync::OnceLock;

use super::Dist;

const RULE: &str = "@font-face{";

/// The `@font-face` rules of the sign-in page, with addresses relative to the page's base; nothing where the web apps
/// are not built. A text is painted before its font is there (`font-display: swap`).
pub fn font_css() -> String {
    static FOUND: OnceLock<String> = OnceLock::new();
    // A debug build shows a new web build at once.
    if cfg!(debug_assertions) {
        return read();
    }
    FOUND.get_or_init(read).clone()
}

fn read() -> String {
    let styles = Dist::iter()
        .filter(|path| path.starts_with("sign-in/assets/") && path.ends_with(".css"))
        .filter_map(|path| Dist::get(&path));
    styles
        .filter_map(|file| Some(rules_in(std::str::from_utf8(&file.data).ok()?)))
        .collect()
}

/// The rules in a built style sheet, which name the files from its own folder.
fn rules_in(css: &str) -> String {
    css.match_indices(RULE)
        .filter_map(|(at, _)| {
            let end = css[at..].find('}')?;
            Some(css[at..=at + end].replace("../../shared/", "shared/"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::rules_in;

    #[test]
    fn the_rules_of_a_style_sheet_are_taken_with_addresses_from_the_base() {
        let css = "body{margin:0}@font-face{font-family:A;src:url(../../shared/assets/a-1.woff2)format(\"woff2\")}\
                   p{color:red}@font-face{font-family:B;src:url(../../shared/assets/b-2.woff2)}a{color:blue}";
        assert_eq!(
            rules_in(css),
            "@font-face{font-family:A;src:url(shared/assets/a-1.woff2)format(\"woff2\")}\
             @font-face{font-family:B;src:url(shared/assets/b-2.woff2)}"
        );
        assert_eq!(rules_in("body{margin:0}@font-face{"), "");
    }
}
