//! The header `Link`: RFC 8288, section 3.

use reqwest::header::{HeaderMap, LINK};

/// The target of the link whose relation is `next`.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(LINK).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(links).find(is_next).map(|link| link.target.to_owned())
}

struct Link<'h> {
    target: &'h str,
    parameters: Vec<(&'h str, &'h str)>,
}

fn is_next(link: &Link<'_>) -> bool {
    // A link with an anchor is about something else than the page; only the first `rel` of a link counts.
    let has_anchor = link
        .parameters
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("anchor"));
    let relations = link
        .parameters
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("rel"));
    let mut relations = relations
        .into_iter()
        .flat_map(|(_, value)| value.split_ascii_whitespace());
    !has_anchor && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
}

fn links(line: &str) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    for part in split(line, ',') {
        let target = part
            .trim_start()
            .strip_prefix('<')
            .and_then(|rest| rest.split_once('>'));
        let Some((target, rest)) = target else { continue };
        let parameters = split(rest, ';').into_iter().filter_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            Some((name.trim(), value.trim().trim_matches('"')))
        });
        links.push(Link {
            target: target.trim(),
            parameters: parameters.collect(),
        });
    }
    links
}

/// The parts of a text between delimiters that stand neither in quotes nor between `<` and `>`.
fn split(text: &str, delimiter: char) -> Vec<&str> {
    let (mut is_quoted, mut is_target, mut is_escaped) = (false, false, false);
    let is_delimiter = |letter: char| {
        let was_escaped = std::mem::take(&mut is_escaped);
        match letter {
            '\\' if is_quoted && !was_escaped => is_escaped = true,
            '"' if !is_target && !was_escaped => is_quoted = !is_quoted,
            '<' if !is_quoted => is_target = true,
            '>' if !is_quoted => is_target = false,
            letter => return letter == delimiter && !is_quoted && !is_target,
        }
        false
    };
    text.split(is_delimiter).collect()
}
