//! What each operation is called: where its method stands, and the texts that its method and its inline types are named
//! from.

use std::collections::BTreeMap;

use super::homes;
use super::homes::Home;
use super::methods::{self, by_route};
use super::raw::Raw;
use super::tails::{self, Tailless};
use crate::lower::tables::OPERATIONS;
use crate::names::{Case, Names, Rank, Reserved, Scope, Wish, snake};

/// The table of what the inline types of operations are named after, in the lock, where that isn't the method's name.
pub(crate) const ROOTS: &str = "roots";

/// What one operation is called.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    /// The text that its inline types are named from, which no other operation has.
    pub(crate) text: String,
    /// The texts that its method may be named from, from the shortest to the longest.
    pub(crate) method_texts: Vec<String>,
    /// The handle that it is called on, if not on the client itself.
    pub(crate) home: Option<Home>,
}

/// A prefix that is removed from names.
pub(crate) enum Prefix<'a> {
    /// The name of the crate, in words.
    Crate(&'a str),
    /// A text that the configuration gives.
    Text(&'a str),
}

/// What all operations are called, in their order.
pub(crate) fn all(raw: &[Raw<'_>], prefix: &Prefix<'_>, bases: &[String], names: &mut Names) -> Vec<Called> {
    let homes = homes::of(raw, names);
    let forms = forms(raw, prefix, bases);
    let texts = texts(raw, &forms, names);
    let all = raw.iter().zip(homes).zip(forms).zip(texts);
    all.map(|(((raw, home), forms), text)| Called {
        method_texts: methods::texts(raw, &forms, home.as_ref().map(Home::text)),
        text,
        home,
    })
    .collect()
}

/// The name that the inline types of an operation were named after in the last run.
pub(crate) fn root_before<'n>(names: &'n Names, key: &str) -> Option<&'n str> {
    names.before(ROOTS, key).or_else(|| names.before(OPERATIONS, key))
}

/// Keeps what the inline types of an operation are named after.
pub(crate) fn keep_root(names: &mut Names, key: &str, text: &str, method: &str) {
    let root = snake(text);
    if root != method {
        names.note(ROOTS, key, &root);
    }
}

/// The texts of the operations from the shortest to the longest: the `operationId` without FastAPI's tail and the prefix,
/// with what tells it apart in place of the tail, and with both. Of operations with one `operationId` none has it.
fn forms(raw: &[Raw<'_>], prefix: &Prefix<'_>, bases: &[String]) -> Vec<Vec<String>> {
    let ids: Vec<Option<&str>> = raw.iter().map(id).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for id in ids.iter().flatten() {
        *counts.entry(snake(id)).or_default() += 1;
    }
    let is_own = |id: &&str| counts.get(&snake(id)).is_none_or(|count| *count < 2);
    let tailless = raw.iter().zip(&ids).map(|(raw, id)| {
        let text = methods::without_tail(id.filter(is_own)?, raw, bases)?;
        Some(Tailless { text, path: raw.path })
    });
    let tailless: Vec<Option<Tailless<'_>>> = tailless.collect();
    let apart = tails::set_apart(&tailless);
    let all = ids.into_iter().zip(tailless).zip(apart);
    let forms = raw
        .iter()
        .zip(all)
        .map(|(raw, ((id, tailless), apart))| match id.filter(is_own) {
            Some(id) => {
                let tailless = tailless.map_or(id, |tailless| tailless.text);
                let bare = |text: &str| without_prefix(text, prefix).unwrap_or(text).to_owned();
                let mut forms = vec![bare(tailless), tailless.to_owned()];
                forms.extend(apart.iter().flat_map(|text| [bare(text), text.clone()]));
                forms.push(id.to_owned());
                forms.dedup();
                forms
            }
            None => vec![by_route(raw)],
        });
    forms.collect()
}

fn id<'r>(raw: &Raw<'r>) -> Option<&'r str> {
    let id = raw.operation.id.as_deref().map(str::trim);
    id.filter(|id| !id.is_empty())
}

fn without_prefix<'t>(text: &'t str, prefix: &Prefix<'_>) -> Option<&'t str> {
    match prefix {
        Prefix::Crate(name) => methods::without_crate(text, name),
        Prefix::Text(prefix) => {
            let start = text.get(..prefix.len())?;
            let rest = text.get(prefix.len()..)?;
            let is_prefix = start.eq_ignore_ascii_case(prefix) && !prefix.is_empty();
            (is_prefix && rest.starts_with(char::is_alphabetic)).then_some(rest)
        }
    }
}

/// Texts that give distinct names: the shortest, but what had a name before keeps it.
fn texts(raw: &[Raw<'_>], forms: &[Vec<String>], names: &Names) -> Vec<String> {
    let wishes = raw.iter().zip(forms).map(|(raw, forms)| {
        let (first, longer) = forms.split_first().map_or(("", &[][..]), |(first, rest)| (first, rest));
        Wish {
            presumed: names.before(OPERATIONS, &raw.key()).map(str::to_owned),
            ..Wish::keyed(raw.key(), first).or(longer.to_vec())
        }
    });
    let wishes: Vec<Wish> = wishes.collect();
    let ranks = [Rank::new(&wishes, "")];
    let given = names.in_ranks(Scope::whole(ROOTS), Case::Snake, &ranks, Reserved::NONE);
    let named = forms.iter().zip(given.into_iter().flatten());
    named
        .map(|(forms, name)| {
            let text = forms.iter().find(|form| snake(form) == name);
            text.cloned().unwrap_or(name)
        })
        .collect()
}
