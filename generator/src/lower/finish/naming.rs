//! The names of all types, which stand side by side.

use std::collections::BTreeMap;

use super::past;
use crate::ir::{Name, Shape, TypeDef, ValueEnum};
use crate::lower::places::{Key, TYPES};
use crate::lower::schema::schemas::Draft;
use crate::lower::schema::title::LONGEST;
use crate::names::{self, Case, Names, Rank, Scope, Wish};
use crate::spec::Document;

const CASE: Case = Case::Pascal;

/// Gives each draft a key of its own: only what nothing tells apart has one with another.
pub(super) fn tell_apart(drafts: &mut [Draft]) {
    let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
    for draft in drafts {
        let count = seen.entry(draft.key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            draft.key = draft.key.below(&format!(" {count}"));
        }
    }
}

/// Component schemas take their names first; inline types step aside for them, and the exhaustive views of enums for
/// both. What had a name before keeps it, and all three step aside for that.
pub(super) fn named(document: &Document, drafts: Vec<Draft>, names: &mut Names) -> Vec<TypeDef> {
    let wish = |draft: &Draft| type_wish(&draft.key, texts(draft));
    let components: Vec<Wish> = drafts.iter().filter(|draft| draft.is_component).map(wish).collect();
    let inline: Vec<Wish> = drafts.iter().filter(|draft| !draft.is_component).map(wish).collect();
    let in_ranks = |others: &BTreeMap<&Key, String>| {
        let open = drafts.iter().filter(|draft| is_open(&draft.shape));
        let views: Vec<Wish> = open.map(|draft| view(draft, names, others.get(&draft.key))).collect();
        let ranks = [
            Rank::new(&components, names::TYPES.word),
            Rank::new(&inline, "inline"),
            Rank::new(&views, "inline"),
        ];
        names.in_ranks(Scope::whole(TYPES), CASE, &ranks, names::TYPES)
    };
    let mut given = in_ranks(&BTreeMap::new());
    let others = called_otherwise(&drafts, &given);
    if !others.is_empty() {
        given = in_ranks(&others);
    }
    let mut given = given.into_iter().map(Vec::into_iter);
    let mut component_names = given.next().unwrap_or_default();
    let mut inline_names = given.next().unwrap_or_default();
    let mut view_names = given.next().unwrap_or_default();
    let mut types = Vec::new();
    for draft in drafts {
        let name = match draft.is_component {
            true => component_names.next(),
            false => inline_names.next(),
        };
        let rust = name.unwrap_or_default();
        keep(&draft.key, &rust, names);
        let view = is_open(&draft.shape).then(|| view_names.next()).flatten();
        if let Some(view) = view.as_ref().filter(|view| **view != view_of(&rust)) {
            keep(&view_key(&draft.key), view, names);
        }
        let origin = document.place(&draft.place);
        types.push(TypeDef {
            name: Name { rust, wire: draft.wire },
            docs: draft.docs.placed(&origin),
            origin,
            key: past::place(&draft.key),
            view,
            shape: draft.shape,
            renamed: Vec::new(),
            rules: draft.rules,
            told: draft.told,
            checks: None,
        });
    }
    types
}

fn keep(key: &Key, name: &str, names: &mut Names) {
    names.note_name(CASE, TYPES, &key.root, &key.rest, name);
}

/// The enums whose names aren't those of their texts, because other types have these.
fn called_otherwise<'d>(drafts: &'d [Draft], given: &[Vec<String>]) -> BTreeMap<&'d Key, String> {
    let (components, inline): (Vec<&Draft>, Vec<&Draft>) = drafts.iter().partition(|draft| draft.is_component);
    let named = components.into_iter().chain(inline).zip(given.iter().flatten());
    let others = named.filter(|(draft, name)| is_open(&draft.shape) && **name != names::pascal(&text(draft)));
    others.map(|(draft, name)| (&draft.key, name.clone())).collect()
}

/// The exhaustive view of an enum is called after it; the lock lists only what is not.
fn view(draft: &Draft, names: &Names, name: Option<&String>) -> Wish {
    let before = names.member_before(CASE, TYPES, &draft.key.root, &draft.key.rest);
    Wish {
        presumed: before.as_deref().map(view_of),
        ..type_wish(
            &view_key(&draft.key),
            vec![format!("{} known", name.unwrap_or(&text(draft)))],
        )
    }
}

/// The texts that a type may be named from; there is room for the name of its view.
fn texts(draft: &Draft) -> Vec<String> {
    draft
        .title
        .texts(LONGEST - if is_open(&draft.shape) { KNOWN.len() } else { 0 })
}

fn text(draft: &Draft) -> String {
    texts(draft).into_iter().next().unwrap_or_default()
}

fn type_wish(key: &Key, texts: Vec<String>) -> Wish {
    let mut texts = texts.into_iter();
    Wish {
        group: Some(key.root.clone()),
        ..Wish::keyed(&key.rest, texts.next().unwrap_or_default()).or(texts.collect())
    }
}

/// How the name of an exhaustive view ends.
const KNOWN: &str = "Known";

fn view_of(name: &str) -> String {
    format!("{name}{KNOWN}")
}

fn view_key(key: &Key) -> Key {
    key.below(" known")
}

fn is_open(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::StringEnum(ValueEnum { open: Some(_), .. }) | Shape::IntegerEnum(ValueEnum { open: Some(_), .. })
    )
}
