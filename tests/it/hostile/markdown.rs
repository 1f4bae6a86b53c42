//! What Markdown must not hold: markup that a document's texts brought in.

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use super::strings::MARK;

/// The structure of a README.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readme {
    /// The headings with their levels.
    pub headings: Vec<String>,
    /// How many rows the tables below our headings have.
    pub rows: usize,
}

/// Reads a README.
///
/// # Errors
///
/// When it holds HTML or a link that is none of a description's, or a row has other cells than its table.
pub fn readme(text: &str) -> Result<Readme, String> {
    let (comment, body) = text.split_once("\n\n").ok_or("README.md has no header")?;
    let is_comment = comment.starts_with("<!-- ") && comment.ends_with(" -->") && comment.matches("-->").count() == 1;
    if !is_comment || comment.contains('\n') {
        return Err(format!("README.md begins with {comment:?}"));
    }
    let headings = headings("README.md", body)?;
    // A document may be left without operations: then there is no table of them.
    let (_, own) = body.split_once("\n## Operations\n").unwrap_or_default();
    let rows = own.lines().filter(|line| !line.is_empty());
    let mut count = 0;
    let mut columns = OF_OPERATIONS;
    for row in rows {
        if row.starts_with("## ") {
            columns = OF_WEBHOOKS;
            continue;
        }
        count += 1;
        if bars(row) != columns + 1 || !row.starts_with("| ") && !row.starts_with("|---") || !row.ends_with('|') {
            return Err(format!("README.md has the row {row:?}"));
        }
    }
    Ok(Readme { headings, rows: count })
}

/// How many columns the tables of a README have.
const OF_OPERATIONS: usize = 2;
const OF_WEBHOOKS: usize = 3;

/// The bars that end cells.
fn bars(row: &str) -> usize {
    let mut is_escaped = false;
    let ends = row.chars().filter(|letter| {
        let ends = *letter == '|' && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        ends
    });
    ends.count()
}

/// Looks at the documentation of an item.
///
/// # Errors
///
/// When it holds HTML, code that would be a test, links to items that a text named, or a line that is several.
pub fn documentation(path: &str, attributes: &[Attribute]) -> Result<(), String> {
    let mut text = String::new();
    for line in attributes.iter().filter_map(line) {
        if line.contains('\n') {
            return Err(format!("{path} has documentation of several lines: {line:?}"));
        }
        text.push_str(line.strip_prefix(' ').unwrap_or(&line));
        text.push('\n');
    }
    headings(path, &text).map(|_| ())
}

fn line(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text), ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The headings of a text, all of which are ours.
fn headings(path: &str, text: &str) -> Result<Vec<String>, String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    let mut unresolved: Vec<String> = Vec::new();
    let mut note = |link: BrokenLink<'_>| {
        unresolved.push(link.reference.to_string());
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let mut found = Vec::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_with_broken_link_callback(text, options, Some(&mut note)) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => return Err(format!("{path} has HTML: {html:?}")),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => return Err(format!("{path} has {event:?}")),
            Event::Start(Tag::CodeBlock(kind)) => code(path, &kind)?,
            Event::Start(Tag::Link { dest_url, .. }) => link(path, &dest_url)?,
            Event::Start(Tag::Image { .. }) => return Err(format!("{path} has an image")),
            Event::Start(Tag::Heading { level, .. }) => heading = Some(format!("{level} ")),
            Event::End(TagEnd::Heading(_)) => found.extend(heading.take()),
            Event::Text(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    let is_ours = |name: &String| name.starts_with('`') && name.ends_with('`') || name.starts_with("mod@");
    if let Some(name) = unresolved.iter().find(|name| !is_ours(name) && name.contains(MARK)) {
        return Err(format!("{path} links to {name:?}"));
    }
    match found.iter().find(|heading| heading.contains(MARK)) {
        Some(heading) => Err(format!("{path} has the heading {heading:?}")),
        None => Ok(found),
    }
}

/// Rust would be a test.
fn code(path: &str, kind: &CodeBlockKind<'_>) -> Result<(), String> {
    let is_harmless = match kind {
        CodeBlockKind::Indented => false,
        CodeBlockKind::Fenced(language) if path == "README.md" || path == "src/lib.rs" => !language.contains(MARK),
        CodeBlockKind::Fenced(language) => !language.is_empty() && &**language != "rust" && !language.contains(MARK),
    };
    match is_harmless {
        true => Ok(()),
        false => Err(format!("{path} has code of the kind {kind:?}")),
    }
}

/// Links of a description lead to the web, ours to items.
fn link(path: &str, target: &str) -> Result<(), String> {
    let is_web = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme));
    let is_setter = target.contains("#method.");
    let is_item = target.starts_with('#') || target.contains("::") || is_setter;
    let is_own = target
        .chars()
        .all(|letter| letter.is_alphanumeric() || "_:#.".contains(letter));
    match is_web || is_item && is_own {
        true => Ok(()),
        false => Err(format!("{path} links to {target:?}")),
    }
}
