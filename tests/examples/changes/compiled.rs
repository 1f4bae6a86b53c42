//! What the compiler says of changes: a program that uses every item of the old client is compiled with the new one.
//!
//! Several changes are made at once, so that one client is compiled for all of them. What fails is attributed to a change by what the
//! report on that change alone names.

use std::collections::BTreeSet;

use clientwright::diff::{Accepted, Finding, Group, Report, diff};
use clientwright::surface::{Key, Kind, Surface};
use clientwright_tests::changes::{ADDITIVE, BREAKING, Change};
use clientwright_tests::compiled::{Verdict, Workshop};
use clientwright_tests::consumer::{self, Use};
use serde_json::Value;

use super::{Failure, Subject};

/// What was counted, for all documents.
#[derive(Default)]
pub(super) struct Tally {
    clients: usize,
    uses: usize,
    additive: usize,
    breaking: usize,
    /// Breaking changes of which the report says so, and which break some use.
    broken: usize,
    /// Breaking changes of which the report says that the code means something else.
    silent: usize,
    /// What the compiler says otherwise.
    wrong: usize,
}

impl Tally {
    /// Prints the counts; whether all agree.
    pub(super) fn finish(&self) -> bool {
        if self.clients > 0 {
            let Self {
                clients,
                uses,
                additive,
                breaking,
                broken,
                silent,
                wrong,
            } = self;
            println!("{clients} clients compiled with {uses} uses of items");
            println!("{additive} additive changes compiled");
            println!(
                "{breaking} breaking changes compiled: {broken} break a use, of {silent} others the report calls the change silent"
            );
            println!("{wrong} times, the compiler says otherwise than the report");
        }
        self.wrong == 0
    }
}

/// How many changes are compiled at once.
const AT_ONCE: [(&[Change], usize); 2] = [(ADDITIVE, 13), (BREAKING, 5)];

pub(super) fn of_document(
    subject: &Subject<'_>,
    workshop: &Workshop,
    count: usize,
    tally: &mut Tally,
) -> Result<(), Failure> {
    if count == 0 {
        return Ok(());
    }
    let name = &subject.entry.name;
    let files = subject
        .files(&subject.document, &subject.lock)?
        .ok_or("the document is refused")?;
    workshop.set(name, &files)?;
    let mut uses = consumer::uses(&subject.old.surface);
    let unfit = failing(workshop, name, &uses)?;
    for index in unfit.iter().rev() {
        let unfit = uses.remove(*index);
        tally.wrong += 1;
        println!(
            "{name}: the program doesn't fit its own client: {} {}",
            unfit.key.path, unfit.key.kind
        );
    }
    tally.clients += 1;
    tally.uses += uses.len();
    for (kinds, at_once) in AT_ONCE {
        let mut changes = Changes {
            subject,
            kinds,
            seed: 1_000_000,
        };
        let mut left = count;
        while left > 0 {
            let (document, made) = changes.next(left.min(at_once))?;
            left = left.saturating_sub(made.len());
            if made.is_empty() {
                break;
            }
            let Some(files) = subject.files(&document, &subject.lock)? else {
                continue;
            };
            let Some((new, _)) = subject.client(&document, &subject.lock)? else {
                continue;
            };
            workshop.set(name, &files)?;
            tally.clients += 1;
            let failing = failing(workshop, name, &uses)?;
            let failing: Vec<&Use> = failing.iter().filter_map(|index| uses.get(*index)).collect();
            let report = diff(&subject.old, &new, &Accepted::default());
            let judged = Judged {
                name,
                made: &made,
                failing: &failing,
                old: &subject.old.surface,
            };
            match kinds == ADDITIVE {
                true => judged.additive(&report, tally),
                false => judged.breaking(&report, tally),
            }
        }
    }
    Ok(())
}

fn failing(workshop: &Workshop, name: &str, uses: &[Use]) -> Result<BTreeSet<usize>, Failure> {
    match workshop.check(name, uses)? {
        Verdict::Failing(failing) => Ok(failing),
        Verdict::NoClient(text) => Err(format!("{name}: {text}").into()),
    }
}

/// A change, and what the report on it alone says.
struct Made {
    name: String,
    alone: Report,
}

struct Changes<'s> {
    subject: &'s Subject<'s>,
    kinds: &'s [Change],
    seed: usize,
}

impl Changes<'_> {
    /// A document with so many changes; fewer where there are no more places.
    fn next(&mut self, count: usize) -> Result<(Value, Vec<Made>), Failure> {
        let mut document = self.subject.document.clone();
        let mut made = Vec::new();
        for _ in 0..count.saturating_mul(4) {
            let Some(kind) = self
                .kinds
                .get(self.seed % self.kinds.len())
                .filter(|_| made.len() < count)
            else {
                break;
            };
            let seed = self.seed;
            self.seed += 1;
            let (mut alone, mut together) = (self.subject.document.clone(), document.clone());
            let place = self.subject.apply(*kind, seed, &mut alone);
            let Some(place) =
                place.filter(|place| self.subject.apply(*kind, seed, &mut together).as_ref() == Some(place))
            else {
                continue;
            };
            let Some((new, _)) = self.subject.client(&alone, &self.subject.lock)? else {
                continue;
            };
            document = together;
            made.push(Made {
                name: format!("{kind} {seed} ({place})"),
                alone: diff(&self.subject.old, &new, &Accepted::default()),
            });
        }
        Ok((document, made))
    }
}

struct Judged<'j> {
    name: &'j str,
    made: &'j [Made],
    failing: &'j [&'j Use],
    old: &'j Surface,
}

impl Judged<'_> {
    fn additive(&self, report: &Report, tally: &mut Tally) {
        tally.additive += self.made.len();
        if self.failing.is_empty() && of_group(report, Group::Breaking).next().is_none() {
            return;
        }
        tally.wrong += 1;
        let made: Vec<&str> = self.made.iter().map(|made| made.name.as_str()).collect();
        println!("{}: after {made:?}, these fail: {:?}", self.name, paths(self.failing));
    }

    fn breaking(&self, report: &Report, tally: &mut Tally) {
        tally.breaking += self.made.len();
        for made in self.made {
            let said = of_group(&made.alone, Group::Breaking).next().is_some();
            let broke = of_group(&made.alone, Group::Breaking).any(|finding| self.breaks(finding));
            let is_silent = of_group(&made.alone, Group::Silent).next().is_some();
            tally.broken += usize::from(broke);
            tally.silent += usize::from(!broke && is_silent);
            if said && !broke {
                tally.wrong += 1;
                println!(
                    "{}: {} is called breaking, and nothing fails: {:?}",
                    self.name,
                    made.name,
                    super::breaking(&made.alone)
                );
            }
        }
        let is_said = |one: &Use| of_group(report, Group::Breaking).any(|finding| self.is_of(finding, one));
        let unsaid: Vec<&Use> = self.failing.iter().copied().filter(|one| !is_said(one)).collect();
        if !unsaid.is_empty() {
            tally.wrong += 1;
            let made: Vec<&str> = self.made.iter().map(|made| made.name.as_str()).collect();
            println!(
                "{}: after {made:?}, these fail and nothing says so: {:?}",
                self.name,
                paths(&unsaid)
            );
        }
    }

    fn breaks(&self, finding: &Finding) -> bool {
        self.failing.iter().any(|one| self.is_of(finding, one))
    }

    /// Whether a finding is of what a use names. What is said of a method is said of its operation, and what is said of a field of
    /// its default.
    fn is_of(&self, finding: &Finding, one: &Use) -> bool {
        let item = &finding.item;
        let beside = self.of_operation(item).into_iter().chain(self.default_of(item));
        one.names(item) || beside.into_iter().any(|path| one.names(&path))
    }

    /// The constant of a field's default.
    fn default_of(&self, field: &str) -> Option<String> {
        let path = field.to_owned();
        let kind = Kind::Field;
        self.old.items.get(&Key { path, kind })?;
        let (parent, name) = field.rsplit_once("::")?;
        Some(format!(
            "{parent}::DEFAULT_{}",
            name.trim_end_matches('_').to_uppercase()
        ))
    }

    /// What stands beside a method, and its handle, which goes with the last one.
    fn of_operation(&self, method: &str) -> Vec<String> {
        let item = |path: &str, kind: Kind| {
            let path = path.to_owned();
            self.old.items.get(&Key { path, kind })
        };
        let returns = item(method, Kind::Method).and_then(|item| item.ty.as_deref());
        let marker = returns.and_then(|ty| ty.strip_prefix("Request<")?.strip_suffix('>'));
        let Some((marker, operation)) = marker.and_then(|marker| Some((marker, item(marker, Kind::Operation)?))) else {
            return Vec::new();
        };
        let (module, _) = marker.rsplit_once("::").unwrap_or_default();
        let types = operation
            .arguments
            .iter()
            .map(|argument| format!("{module}::{}", argument.ty));
        let handle = method.rsplit_once("::").map(|(handle, _)| handle.to_owned());
        let handle = handle.filter(|handle| item(handle, Kind::Handle).is_some());
        let own = ["", "Headers", "Request"].map(|word| format!("{marker}{word}"));
        let beside = types.chain(own);
        beside.chain(handle).collect()
    }
}

fn of_group(report: &Report, group: Group) -> impl Iterator<Item = &Finding> {
    report
        .findings
        .iter()
        .filter(move |finding| finding.change.group() == group)
}

fn paths(uses: &[&Use]) -> Vec<String> {
    uses.iter()
        .take(8)
        .map(|one| format!("{} {}", one.key.path, one.key.kind))
        .collect()
}
