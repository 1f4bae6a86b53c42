//! Actions of overlays that correct what a message is about.

use serde_json::Value;

use crate::pointer::Pointer;

/// The action of an overlay that replaces a text of the document, line by line; `None` where there is no text or no path leads to it.
pub(super) fn replacing(document: &Value, pointer: &Pointer, text: &str) -> Option<[String; 2]> {
    let mut path = "$".to_owned();
    let mut node = document;
    for token in pointer.tokens() {
        node = match node {
            Value::Array(items) => {
                path += &format!("[{token}]");
                items.get(token.parse::<usize>().ok()?)?
            }
            _ => {
                path += &segment(&token)?;
                node.get(&token)?
            }
        };
    }
    // A text in JSON is one in YAML.
    let quoted = |text: &str| Value::from(text).to_string();
    node.is_string().then(|| {
        [
            format!("- target: {}", quoted(&path)),
            format!("  update: {}", quoted(text)),
        ]
    })
}

/// A name as a segment of a JSONPath: RFC 9535, section 2.5.1.
fn segment(name: &str) -> Option<String> {
    let is_first = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
    let is_plain = name.starts_with(is_first) && name.chars().all(|letter| is_first(letter) || letter.is_ascii_digit());
    match is_plain {
        true => Some(format!(".{name}")),
        false if name.contains(char::is_control) => None,
        false => Some(format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_leads_to_the_text() {
        let document = json!({"a": [{"it's \\ \"b\"": {"200": "c"}}], "_d1": "e\n", "f\n": "g", "h": 1});
        let of = |pointer: &str| replacing(&document, &Pointer::parse(pointer), "x\n\"y\"");
        let update = r#"  update: "x\n\"y\"""#;
        let [target, second] = of("/a/0/it's \\ \"b\"/200").unwrap();
        assert_eq!(target, r#"- target: "$.a[0]['it\\'s \\\\ \"b\"']['200']""#);
        assert_eq!(second, update);
        assert_eq!(of("/_d1").unwrap()[0], r#"- target: "$._d1""#);
        for pointer in ["", "/a", "/a/1", "/a/x", "/none", "/f\n", "/h"] {
            assert_eq!(of(pointer), None, "{pointer}");
        }
    }
}
