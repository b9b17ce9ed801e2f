//! Files of the demo, made by the program itself: a page of text as PDF, or the text alone.

/// What a file of this name holds.
pub(super) fn file(name: &str, lines: &[String]) -> Vec<u8> {
    if name.ends_with(".pdf") {
        pdf(lines)
    } else {
        let mut text = lines.join("\n");
        text.push('\n');
        text.into_bytes()
    }
}

/// One page (A4) with these lines, the first of them large. Only ASCII is shown.
fn pdf(lines: &[String]) -> Vec<u8> {
    let mut shown = String::from("BT /F1 18 Tf 56 770 Td 18 TL\n");
    for (number, line) in lines.iter().enumerate() {
        if number == 1 {
            shown.push_str("/F1 11 Tf 0 -12 Td\n");
        }
        shown.push_str(&format!("({}) Tj T*\n", escaped(line)));
    }
    shown.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R \
         /Resources << /Font << /F1 4 0 R >> >> >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{shown}\nendstream", shown.len()),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let (start, count) = (file.len(), objects.len() + 1);
    file.push_str(&format!("xref\n0 {count}\n0000000000 65535 f \n"));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    let trailer = format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.push_str(&trailer);
    file.into_bytes()
}

fn escaped(line: &str) -> String {
    let mut escaped = String::new();
    for letter in line.chars().filter(char::is_ascii) {
        if matches!(letter, '(' | ')' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_its_parts_begin() {
        let made = file("plan.pdf", &["Plan (1)".to_owned(), "Line".to_owned()]);
        let text = String::from_utf8(made).unwrap();
        assert!(text.contains("(Plan \\(1\\)) Tj"), "{text}");
        let table = text.find("xref\n").unwrap();
        assert!(text.ends_with(&format!("startxref\n{table}\n%%EOF\n")));
        for number in 1..=5 {
            let line = text[table..].lines().nth(2 + number).unwrap();
            let place: usize = line[..10].parse().unwrap();
            let begins = format!("{number} 0 obj\n");
            assert!(text[place..].starts_with(&begins), "{line}");
        }
    }

    #[test]
    fn other_files_are_their_text() {
        let lines = ["a;b".to_owned(), "1;2".to_owned()];
        assert_eq!(file("list.csv", &lines), b"a;b\n1;2\n");
    }
}
