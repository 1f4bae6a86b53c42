//! Changes the documents of a folder at random, and compares what `clientwright diff` says with the lists of public items and with
//! what the compiler says of a program that uses every item.
//!
//! ```text
//! cargo run --release -p clientwright-tests --example changes -- FOLDER COUNT COMPILED WORKSHOP [SLUG…]
//! ```
//!
//! For each document, COUNT additive changes, COUNT breaking ones and COUNT other orders. An additive change must lose no item and be no
//! major one; whatever loses an item must be called major, and what is called breaking must lose one; another order must change
//! nothing and, where no lock keeps it, be reported. COMPILED changes of each sort are compiled in the folder WORKSHOP. What isn't so is
//! printed.

mod compiled;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clientwright::diagnostic::Diagnostics;
use clientwright::diff::{Accepted, Group, Report, Verdict, Version, diff};
use clientwright::names::Lock;
use clientwright::render::Files;
use clientwright::source::Source;
use clientwright::{Config, with_deep_stack};
use clientwright_tests::changes::{ADDITIVE, BREAKING, Change, ORDERS, Places, apply, lost};
use clientwright_tests::compiled::Workshop;
use clientwright_tests::corpus::{self, Entry};
use clientwright_tests::mutations::random::Random;
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

/// What was counted, for all documents.
#[derive(Default)]
struct Tally {
    /// How many changes of a kind were made, and how many lost an item.
    kinds: BTreeMap<Change, (usize, usize)>,
    /// Reports that say something else than the lists.
    wrong: usize,
    compiled: compiled::Tally,
}

/// A document and its client.
struct Subject<'e> {
    entry: &'e Entry,
    document: Value,
    places: Places,
    old: Version,
    lock: Lock,
    /// Where changed documents are written.
    path: PathBuf,
}

fn main() -> Result<ExitCode, Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count, compiled, workshop, slugs @ ..] = arguments.as_slice() else {
        return Err("usage: changes FOLDER COUNT COMPILED WORKSHOP [SLUG…]".into());
    };
    let (count, compiled): (usize, usize) = (count.parse()?, compiled.parse()?);
    let workshop = Workshop::new(Path::new(workshop))?;
    let entries = corpus::entries(Path::new(folder))?;
    let mut tally = Tally::default();
    for entry in entries.iter().filter(|entry| slugs.contains(&entry.name)) {
        let start = Instant::now();
        let Some(subject) = Subject::of(entry)? else {
            println!("{}: it is in several files, or no document", entry.name);
            continue;
        };
        for kinds in [ADDITIVE, BREAKING, ORDERS] {
            subject.compare(kinds, count, &mut tally)?;
        }
        let compared = start.elapsed().as_secs_f64();
        compiled::of_document(&subject, &workshop, compiled, &mut tally.compiled)?;
        let seconds = start.elapsed().as_secs_f64() - compared;
        println!(
            "{}: compared in {compared:.0} s, compiled in {seconds:.0} s",
            entry.name
        );
        std::fs::remove_file(&subject.path)?;
    }
    Ok(tally.finish())
}

impl Tally {
    fn finish(&self) -> ExitCode {
        for (kind, (made, lost)) in &self.kinds {
            println!("{kind}: {made} made, {lost} lost an item");
        }
        for (word, kinds) in [
            ("additive changes", ADDITIVE),
            ("other orders", ORDERS),
            ("breaking changes", BREAKING),
        ] {
            let counts = kinds.iter().filter_map(|kind| self.kinds.get(kind));
            let (made, lost) = counts.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
            println!("{} of {made} {word} kept every item", made - lost);
        }
        println!("{} reports differ from the lists", self.wrong);
        let is_as_compiled = self.compiled.finish();
        match self.wrong == 0 && is_as_compiled {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }
    }
}

impl<'e> Subject<'e> {
    fn of(entry: &'e Entry) -> Result<Option<Self>, Failure> {
        let source = Source::read(&entry.path, &entry.name, &mut Diagnostics::new());
        let Some(document) = source.entry().filter(|_| source.files.len() == 1).cloned() else {
            return Ok(None);
        };
        let folder = std::env::temp_dir().join(format!("clientwright-changes-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let mut subject = Self {
            entry,
            document,
            places: Places::default(),
            old: Version::default(),
            lock: Lock::default(),
            path: folder.join("api.json"),
        };
        let (old, lock) = subject
            .client(&subject.document, &Lock::default())?
            .ok_or("the document is refused")?;
        subject.places = Places::of(&subject.document, &old.surface);
        (subject.old, subject.lock) = (old, lock);
        Ok(Some(subject))
    }

    fn compare(&self, kinds: &[Change], count: usize, tally: &mut Tally) -> Result<(), Failure> {
        let mut made = 0;
        for seed in 0..count.saturating_mul(4) {
            let Some(kind) = kinds.get(seed % kinds.len()).filter(|_| made < count) else {
                break;
            };
            let mut changed = self.document.clone();
            let Some(place) = self.apply(*kind, seed, &mut changed) else {
                continue;
            };
            made += 1;
            let name = format!("{} {kind} {seed} ({place})", self.entry.name);
            let Some((new, _)) = self.client(&changed, &self.lock)? else {
                println!("{name}: refused");
                tally.wrong += 1;
                continue;
            };
            judge(&name, *kind, (&self.old, &new), tally);
            if ORDERS.contains(kind) {
                self.judge_order_anew(&name, &changed, tally)?;
            }
        }
        Ok(())
    }

    fn apply(&self, kind: Change, seed: usize, document: &mut Value) -> Option<String> {
        apply(kind, document, &self.places, &mut Random::new(seed as u64))
    }

    /// Without a lock, whatever another order changes is reported.
    fn judge_order_anew(&self, name: &str, changed: &Value, tally: &mut Tally) -> Result<(), Failure> {
        let Some((new, _)) = self.client(changed, &Lock::default())? else {
            return Ok(());
        };
        let report = diff(&self.old, &new, &Accepted::default());
        if self.old.surface != new.surface && report.findings.is_empty() {
            tally.wrong += 1;
            println!("{name}: the lists differ without a lock, and nothing is reported");
        }
        Ok(())
    }

    fn client(&self, document: &Value, before: &Lock) -> Result<Option<(Version, Lock)>, Failure> {
        let options = self.options(document, before)?;
        let path = self.path.clone();
        let surfaced = with_deep_stack(move || clientwright::surfaced(&path, &options));
        Ok(surfaced.version.zip(surfaced.lock))
    }

    fn files(&self, document: &Value, before: &Lock) -> Result<Option<Files>, Failure> {
        let options = self.options(document, before)?;
        let path = self.path.clone();
        Ok(with_deep_stack(move || clientwright::generate(&path, &options)).files)
    }

    fn options(&self, document: &Value, before: &Lock) -> Result<clientwright::lower::Options, Failure> {
        std::fs::write(&self.path, serde_json::to_string(document)?)?;
        let options = Config::new(&self.path)
            .crate_name(&self.entry.name)
            .options("api.json".to_owned());
        Ok(options.after(before.clone()))
    }
}

fn judge(name: &str, kind: Change, (old, new): (&Version, &Version), tally: &mut Tally) {
    let report = diff(old, new, &Accepted::default());
    let lost = lost(&old.surface, &new.surface);
    let breaking = breaking(&report);
    let (made, losing) = tally.kinds.entry(kind).or_default();
    *made += 1;
    *losing += usize::from(!lost.is_empty());
    let must_stay = !BREAKING.contains(&kind);
    if must_stay && !lost.is_empty() {
        println!("{name} loses {:?}", lost.iter().take(3).collect::<Vec<_>>());
    }
    if lost.is_empty() != breaking.is_empty() || (must_stay && report.verdict() == Verdict::Major) {
        tally.wrong += 1;
        println!("{name}: the lists say {lost:?}, the report {breaking:?}");
    }
    if ORDERS.contains(&kind) && old.surface != new.surface && report.findings.is_empty() {
        tally.wrong += 1;
        println!("{name}: the lists differ, and nothing is reported");
    }
}

/// What a report calls breaking.
fn breaking(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    let breaking = findings.filter(|finding| finding.change.group() == Group::Breaking);
    breaking
        .map(|finding| format!("{} {}", finding.change, finding.item))
        .collect()
}
