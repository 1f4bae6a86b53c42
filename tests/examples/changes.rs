//! Changes the documents of a folder at random, and compares what `clientwright diff` says with the lists of public items.
//!
//! ```text
//! cargo run --release -p clientwright-tests --example changes -- FOLDER COUNT [SLUG…]
//! ```
//!
//! For each document, COUNT additive and COUNT breaking changes. An additive change must lose no item and be no major one; whatever
//! loses an item must be called major, and what is called breaking must lose one. What isn't so is printed.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use clientwright::diagnostic::Diagnostics;
use clientwright::diff::{Accepted, Group, Version, diff};
use clientwright::names::Lock;
use clientwright::source::Source;
use clientwright::{Config, with_deep_stack};
use clientwright_tests::changes::{ADDITIVE, BREAKING, Change, Places, apply, lost};
use clientwright_tests::corpus::{self, Entry};
use clientwright_tests::mutations::random::Random;
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

/// What was counted, for all documents.
#[derive(Default)]
struct Tally {
    /// How many changes of a kind were made, and how many lost an item.
    kinds: BTreeMap<Change, (usize, usize)>,
    /// Additive changes that lost an item.
    losing: usize,
    /// Reports that say something else than the lists.
    wrong: usize,
}

fn main() -> Result<ExitCode, Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count, slugs @ ..] = arguments.as_slice() else {
        return Err("usage: changes FOLDER COUNT [SLUG…]".into());
    };
    let count: usize = count.parse()?;
    let entries = corpus::entries(Path::new(folder))?;
    let mut tally = Tally::default();
    for entry in entries.iter().filter(|entry| slugs.contains(&entry.name)) {
        of_document(entry, count, &mut tally)?;
    }
    let all: usize = ADDITIVE
        .iter()
        .filter_map(|kind| tally.kinds.get(kind))
        .map(|(made, _)| made)
        .sum();
    for (kind, (made, lost)) in &tally.kinds {
        println!("{kind}: {made} made, {lost} lost an item");
    }
    println!("{} of {all} additive changes kept every item", all - tally.losing);
    println!("{} reports differ from the lists", tally.wrong);
    Ok(if tally.wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn of_document(entry: &Entry, count: usize, tally: &mut Tally) -> Result<(), Failure> {
    let source = Source::read(&entry.path, &entry.name, &mut Diagnostics::new());
    let Some(document) = source.entry().filter(|_| source.files.len() == 1).cloned() else {
        println!("{}: it is in several files, or no document", entry.name);
        return Ok(());
    };
    let folder = std::env::temp_dir().join(format!("clientwright-changes-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("api.json");
    let places = Places::of(&document);
    let (old, lock) = client(&path, &document, &Lock::default())?.ok_or("the document is refused")?;
    for (kinds, is_additive) in [(ADDITIVE, true), (BREAKING, false)] {
        for seed in 0..count {
            let mut random = Random::new(seed as u64);
            let Some(kind) = kinds.get(seed % kinds.len()) else {
                continue;
            };
            let mut changed = document.clone();
            let Some(place) = apply(*kind, &mut changed, &places, &mut random) else {
                continue;
            };
            let Some((new, _)) = client(&path, &changed, &lock)? else {
                println!("{} {kind} {seed} ({place}): refused", entry.name);
                tally.wrong += 1;
                continue;
            };
            let name = format!("{} {kind} {seed} ({place})", entry.name);
            judge(&name, *kind, is_additive, (&old, &new), tally);
        }
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

fn judge(name: &str, kind: Change, is_additive: bool, (old, new): (&Version, &Version), tally: &mut Tally) {
    let report = diff(old, new, &Accepted::default());
    let lost = lost(&old.surface, &new.surface);
    let breaking = report
        .findings
        .iter()
        .filter(|finding| finding.change.group() == Group::Breaking);
    let breaking: Vec<String> = breaking
        .map(|finding| format!("{} {}", finding.change, finding.item))
        .collect();
    let (made, losing) = tally.kinds.entry(kind).or_default();
    *made += 1;
    *losing += usize::from(!lost.is_empty());
    if is_additive && !lost.is_empty() {
        tally.losing += 1;
        println!("{name} loses {:?}", lost.iter().take(3).collect::<Vec<_>>());
    }
    if lost.is_empty() != breaking.is_empty() {
        tally.wrong += 1;
        println!("{name}: the lists say {lost:?}, the report {breaking:?}");
    }
}

fn client(path: &Path, document: &Value, before: &Lock) -> Result<Option<(Version, Lock)>, Failure> {
    std::fs::write(path, serde_json::to_string(document)?)?;
    let options = Config::new(path).crate_name("case").options("api.json".to_owned());
    let options = options.after(before.clone());
    let path = path.to_owned();
    let surfaced = with_deep_stack(move || clientwright::surfaced(&path, &options));
    Ok(surfaced.version.zip(surfaced.lock))
}
