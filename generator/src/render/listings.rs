//! Macros that list facts: one fact a line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The text of an item macro: `name! { … }`, each of its blocks a list.
pub(super) fn text(item: &syn::ItemMacro) -> String {
    let mut text = path(&item.mac.path);
    text.push_str("! {");
    let mut head = Vec::new();
    for token in item.mac.tokens.clone() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                text.push_str(&format!(
                    " {} {}",
                    line(std::mem::take(&mut head)),
                    block(group.stream())
                ));
            }
            other => head.push(other),
        }
    }
    if !head.is_empty() {
        text.push_str(&format!(" {}", line(head)));
    }
    text.push_str(" }\n");
    text
}

fn block(tokens: TokenStream) -> String {
    let facts = facts(tokens).into_iter();
    let facts: String = facts.map(|fact| format!("    {},\n", line(fact))).collect();
    let gap = if facts.is_empty() { "" } else { "\n" };
    format!("{{{gap}{facts}}}")
}

fn path(path: &syn::Path) -> String {
    let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    segments.join("::")
}

/// The tokens between the commas.
fn facts(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut facts = vec![Vec::new()];
    for token in tokens {
        match (&token, facts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => facts.push(Vec::new()),
            (_, Some(fact)) => fact.push(token),
            (_, None) => {}
        }
    }
    facts.retain(|fact| !fact.is_empty());
    facts
}

/// Tokens with single spaces, none before commas and colons.
fn line(tokens: Vec<TokenTree>) -> String {
    let mut text = String::new();
    let mut is_joint = false;
    for token in tokens {
        let (piece, is_tight, joint) = match &token {
            TokenTree::Punct(punct) => (
                punct.as_char().to_string(),
                matches!(punct.as_char(), ',' | ':'),
                punct.spacing() == Spacing::Joint,
            ),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => (
                format!("[{}]", line(group.stream().into_iter().collect())),
                false,
                false,
            ),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                (format!("({})", ty(group.stream())), true, false)
            }
            other => (other.to_string(), false, false),
        };
        if !text.is_empty() && !is_tight && !is_joint && !text.ends_with('-') && !text.ends_with("::") {
            text.push(' ');
        }
        text.push_str(&piece);
        is_joint = joint;
    }
    text
}

/// A type: the value of a variant.
fn ty(tokens: TokenStream) -> String {
    let pieces = tokens.into_iter().map(|token| match token {
        TokenTree::Punct(punct) if punct.as_char() == ',' => ", ".to_owned(),
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => format!("({})", ty(group.stream())),
        other => other.to_string(),
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str) -> String {
        text(&syn::parse_str::<syn::ItemMacro>(source).unwrap())
    }

    #[test]
    fn facts_stand_on_lines_of_their_own() {
        assert_eq!(
            of(r#"json_object! { Pet { "id" => id : required , .. => rest , } }"#),
            "json_object! { Pet {\n    \"id\" => id: required,\n    .. => rest,\n} }\n"
        );
        assert_eq!(
            of(r#"union! { A { object has ["x" , "y"] => B , integer | number => C , } }"#),
            "union! { A {\n    object has [\"x\", \"y\"] => B,\n    integer | number => C,\n} }\n"
        );
        assert_eq!(
            of(r#"open_integer_enum! { A , AKnown { -1 => Minus1 , } }"#),
            "open_integer_enum! { A, AKnown {\n    -1 => Minus1,\n} }\n"
        );
        assert_eq!(
            of(r#"tagged_union! { A , "t" { 1 => B , } else { string => C , } }"#),
            "tagged_union! { A, \"t\" {\n    1 => B,\n} else {\n    string => C,\n} }\n"
        );
        assert_eq!(
            of(r#"conversions! { A { B (std :: collections :: BTreeMap < String , (C , D) >) , D (& str) , } }"#),
            "conversions! { A {\n    B(std::collections::BTreeMap<String, (C, D)>),\n    D(&str),\n} }\n"
        );
        assert_eq!(of(r#"constant! { A = "x" }"#), "constant! { A = \"x\" }\n");
    }
}
