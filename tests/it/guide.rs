//! The guide in `docs/`: its links lead somewhere, its code compiles, and its reference pages are complete.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn pages() -> Vec<PathBuf> {
    let folder = fs::read_dir(root().join("docs/src")).unwrap();
    let files = folder.map(|entry| entry.unwrap().path());
    let is_page = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let mut pages: Vec<PathBuf> = files.filter(is_page).collect();
    pages.sort();
    pages
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn events(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
}

fn links(markdown: &str) -> Vec<String> {
    let links = events(markdown).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    links.collect()
}

/// The anchors of a page, as mdBook makes them: letters, digits, `_` and `-` in lower case, spaces as `-`.
fn anchors(markdown: &str) -> BTreeSet<String> {
    headings(markdown).iter().map(|(_, heading)| anchor(heading)).collect()
}

fn anchor(heading: &str) -> String {
    let letters = heading.trim().chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '_' | '-' => Some(letter),
        _ => letter.is_alphanumeric().then(|| letter.to_ascii_lowercase()),
    });
    letters.collect()
}

fn headings(markdown: &str) -> Vec<(HeadingLevel, String)> {
    let mut headings = Vec::new();
    let mut current = None;
    for event in events(markdown) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => current = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => headings.extend(current.take()),
            Event::Text(part) | Event::Code(part) => {
                if let Some((_, text)) = &mut current {
                    text.push_str(&part);
                }
            }
            _ => {}
        }
    }
    headings
}

#[test]
fn links_lead_to_files_and_headings_that_exist() {
    let mut files = pages();
    files.extend(["README.md", "ARCHITECTURE.md"].map(|name| root().join(name)));
    let mut checked = 0;
    for file in files {
        for link in links(&text(&file)) {
            if link.contains("://") {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((&link, ""));
            let target = match path {
                "" => file.clone(),
                path => file.parent().unwrap().join(path),
            };
            assert!(target.exists(), "{}: `{link}` leads nowhere", file.display());
            if !fragment.is_empty() {
                let anchors = anchors(&text(&target));
                assert!(
                    anchors.contains(fragment),
                    "{}: `{link}` leads to no heading",
                    file.display()
                );
            }
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked} links");
}

#[test]
fn the_summary_lists_every_page() {
    let summary = root().join("docs/src/SUMMARY.md");
    let listed: BTreeSet<String> = links(&text(&summary)).into_iter().collect();
    for page in pages().iter().filter(|page| **page != summary) {
        let name = page.file_name().unwrap().to_string_lossy();
        assert!(listed.contains(name.as_ref()), "{name} isn't in the summary");
    }
}

/// The code of a file, or between the comments `ANCHOR: NAME` and `ANCHOR_END: NAME` in it, as far to the left as it goes.
fn source(page: &Path, place: &str) -> String {
    let (path, anchor) = match place.rsplit_once(".rs:") {
        Some((path, anchor)) => (format!("{path}.rs"), Some(anchor)),
        None => (place.to_owned(), None),
    };
    let file = text(&page.parent().unwrap().join(path));
    let Some(anchor) = anchor else { return unindented(&file) };
    let start = format!("ANCHOR: {anchor}\n");
    let end = format!("// ANCHOR_END: {anchor}\n");
    let (_, after) = file
        .split_once(&start)
        .unwrap_or_else(|| panic!("{place}: no such anchor"));
    let (between, _) = after.split_once(&end).unwrap_or_else(|| panic!("{place}: no end"));
    unindented(between)
}

fn unindented(code: &str) -> String {
    let is_anchor = |line: &&str| line.trim_start().starts_with("// ANCHOR");
    let lines = || {
        let lines = code.trim_end().lines().filter(move |line| !is_anchor(line));
        lines.skip_while(|line| line.trim().is_empty())
    };
    let depths = lines().filter(|line| !line.trim().is_empty());
    let least = depths
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or_default();
    let lines: Vec<&str> = lines().map(|line| line.get(least..).unwrap_or_default()).collect();
    lines.join("\n")
}

/// Code stands on the pages, for those who read them as they are, and in files that are compiled.
#[test]
fn all_rust_code_is_that_of_a_file_that_is_compiled() {
    let mut blocks = 0;
    for page in pages() {
        let markdown = text(&page);
        let mut before = "";
        for piece in markdown.split("```rust") {
            if !before.is_empty() {
                let code = piece.split("```").next().unwrap_or_default().trim_end();
                let place = before
                    .rsplit_once("<!-- ")
                    .and_then(|(_, rest)| rest.strip_suffix(" -->\n"));
                let place = place.unwrap_or_else(|| panic!("{}: code of its own:{code}", page.display()));
                let source = source(&page, place);
                assert!(
                    !source.is_empty() && code.ends_with(&source),
                    "{}: the code differs from {place}, which is:\n{source}",
                    page.display()
                );
                blocks += 1;
            }
            before = piece;
        }
    }
    assert!(blocks > 10, "{blocks} blocks");
}

#[test]
fn the_page_of_codes_is_what_explain_prints() {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "-p", "clientwright", "--", "explain"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success());
    let page = text(&root().join("docs/src/codes.md"));
    assert!(
        page.as_bytes() == output.stdout,
        "run `clientwright explain > docs/src/codes.md`"
    );
}
