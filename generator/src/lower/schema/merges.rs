//! Structs of several schemas at once, each made once for the places of its schemas.
//!
//! Their properties may stand in several of them too, which makes more of the same, and in circles it would make them for
//! ever. What has been begun is known by its places, and a property of it waits until it is whole: so neither the stack nor
//! the number of types grows with the ways that lead to them.

use std::collections::{BTreeMap, VecDeque};

use super::merge::Declared;
use super::objects::{self, Parts};
use super::schemas::{Schemas, Typed};
use super::spot::Spot;
use super::view::View;
use crate::ir::{Type, TypeId};
use crate::pointer::Pointer;

/// How many schemas and properties of merged structs there may be beside twice as many as the document has mappings.
/// Sets of schemas that are merged into further sets may be exponentially many.
const SPARE: usize = 10_000;

/// The structs of several schemas.
pub(crate) struct Merges<'a> {
    known: BTreeMap<Vec<Pointer>, Typed>,
    waiting: VecDeque<Merge<'a>>,
    is_working: bool,
    /// How many more schemas and properties may be merged inside of other merges.
    left: usize,
}

/// A struct that has its place among the types and not yet its fields.
struct Merge<'a> {
    id: TypeId,
    parts: Parts<'a>,
    view: View<'a>,
    spot: Spot,
}

impl Merges<'_> {
    pub(crate) fn new(mappings: usize) -> Self {
        Self {
            known: BTreeMap::new(),
            waiting: VecDeque::new(),
            is_working: false,
            left: mappings.saturating_mul(2).saturating_add(SPARE),
        }
    }
}

/// The struct that has these parts, of all of these schemas, and stands where the last of them does.
pub(super) fn one_struct<'a>(
    schemas: &mut Schemas<'a>,
    several: &[&Declared<'a>],
    parts: Parts<'a>,
    view: View<'a>,
) -> Typed {
    let places: Vec<Pointer> = several.iter().map(|(_, spot)| spot.place.clone()).collect();
    if let Some(known) = schemas.merges.known.get(&places) {
        return known.clone();
    }
    let Some((_, spot)) = several.last() else {
        return json();
    };
    if !may_go_on(&mut schemas.merges, several.len() + parts.properties.len()) {
        schemas.kept_as_json(
            spot,
            "the members of this `allOf` combine in too many ways; it is kept as JSON",
        );
        return json();
    }
    let id = schemas.reserve(spot);
    let typed = Typed {
        ty: Type::Named(id),
        nullable: schemas.allows_null(&view),
    };
    schemas.merges.known.insert(places, typed.clone());
    schemas.merges.waiting.push_back(Merge {
        id,
        parts,
        view,
        spot: spot.clone(),
    });
    work(schemas);
    typed
}

/// Whether there may be one more struct of so many properties, beside those that the document asks for itself.
pub(super) fn may_add(merges: &mut Merges<'_>, properties: usize) -> bool {
    let left = merges.left.checked_sub(properties);
    merges.left = left.unwrap_or(merges.left);
    left.is_some()
}

/// Merges that the document asks for itself are as many as its properties; what comes of them is counted.
fn may_go_on(merges: &mut Merges<'_>, cost: usize) -> bool {
    !merges.is_working || may_add(merges, cost)
}

/// Completes what waits, unless that is being done already.
fn work(schemas: &mut Schemas<'_>) {
    if std::mem::replace(&mut schemas.merges.is_working, true) {
        return;
    }
    while let Some(merge) = schemas.merges.waiting.pop_front() {
        let found = objects::from_parts(schemas, merge.parts, &merge.spot);
        schemas.complete(merge.id, found, &merge.view, &merge.spot);
    }
    schemas.merges.is_working = false;
}

fn json() -> Typed {
    Typed {
        ty: Type::Json,
        nullable: false,
    }
}
