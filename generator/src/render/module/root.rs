//! The root of the crate as the root of a module: what only a crate has goes, or becomes a comment.

use proc_macro2::{TokenStream, TokenTree};

use super::edits::Edits;
use super::features::Features;
use super::paths::range;

/// Nothing in a module warns, whatever the lints of the crate that includes it.
const ALLOW: &str = "#[allow(warnings, clippy::all, clippy::nursery, clippy::pedantic, reason = \"generated\")]\n";

/// The same for a declaration of names, which clippy lets have no more.
const ALLOW_USE: &str = "#[allow(unused_imports, unreachable_pub, reason = \"generated\")]\n";

/// Rewrites what stands on the crate itself, and lets each item be as it is.
pub(super) fn rewrite(tokens: TokenStream, features: &Features, edits: &mut Edits<'_>) {
    header(edits);
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    while let [
        TokenTree::Punct(hash),
        TokenTree::Punct(mark),
        TokenTree::Group(attribute),
        more @ ..,
    ] = rest
        && hash.as_char() == '#'
        && mark.as_char() == '!'
    {
        let start = range(hash.span()).start;
        let end = range(attribute.span()).end;
        // The tokens of a `//!` line all stand at its place.
        match edits.slice(start..end).starts_with("//!") {
            true => edits.replace(start..start + 3, "//"),
            false => edits.delete(start..end + usize::from(edits.slice(end..end + 2) == "\n\n")),
        }
        rest = more;
    }
    let needs: String = features.needs().lines().map(comment).collect();
    if let Some(first) = rest.first() {
        let at = range(first.span()).start;
        edits.insert(
            at,
            format!("// The crate that includes this module needs:\n//\n{needs}\n"),
        );
    }
    items(rest, edits);
}

/// Says who writes the file: there is no command to run.
fn header(edits: &mut Edits<'_>) {
    const BEFORE: &str = "; do not edit. ";
    let line = edits.text().lines().next().unwrap_or_default();
    if let Some(at) = line.find(BEFORE) {
        edits.replace(at..line.len(), "; a build script writes this file.");
    }
}

fn comment(line: &str) -> String {
    match line.is_empty() {
        true => "//\n".to_owned(),
        false => format!("//     {line}\n"),
    }
}

/// Puts the attribute before each item, behind those that it has.
fn items(mut rest: &[TokenTree], edits: &mut Edits<'_>) {
    while !rest.is_empty() {
        let end = rest.iter().position(is_end).map_or(rest.len(), |end| end + 1);
        let words = rest
            .iter()
            .take(end)
            .filter(|token| matches!(token, TokenTree::Ident(_)));
        let words: Vec<String> = words.map(ToString::to_string).collect();
        let attribute = match words.iter().any(|word| word == "use") {
            true => ALLOW_USE,
            false => ALLOW,
        };
        if let Some(first) = rest.iter().find(|token| matches!(token, TokenTree::Ident(_))) {
            edits.prefix(range(first.span()).start, attribute);
        }
        rest = rest.get(end..).unwrap_or_default();
    }
}

/// Items of the root are declarations, which end with a semicolon.
fn is_end(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
}
