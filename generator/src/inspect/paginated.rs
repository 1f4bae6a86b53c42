//! Operations that look paginated without anything saying so, and the rows of the configuration that would.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Field, Location, Operation, Output, Payload, Shape, Struct, Type};
use crate::names::bare;
use crate::prose::{Toml, manifest};

/// A row for `[[pagination]]`, and the operations that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageHint {
    /// The `operationId`s.
    pub operations: Vec<String>,
    /// The lines of the configuration.
    pub rows: Toml,
}

/// What such parameters are mostly called, without case and separators.
const CURSORS: &[&str] = &[
    "cursor",
    "pagecursor",
    "nextcursor",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "continuationtoken",
    "marker",
    "after",
    "startingafter",
];
const OFFSETS: &[&str] = &["offset", "skip", "startat", "startindex"];
const PAGES: &[&str] = &["page", "pagenumber", "pageno", "pageindex"];
const LIMITS: &[&str] = &["limit", "perpage", "pagesize", "maxresults", "take", "top"];

/// Those that may also be the last item of the page.
const AFTER: &[&str] = &["after", "startingafter"];

/// What the members of a response are called that lead to the next page.
const NEXT: &[&str] = &[
    "next",
    "nextcursor",
    "cursor",
    "nextpagetoken",
    "nexttoken",
    "continuationtoken",
    "nextmarker",
    "nextpage",
    "endcursor",
    "after",
];
const MORE: &[&str] = &["hasmore", "hasnext", "hasnextpage"];

/// The kind of rows whose pages have no set length.
const CURSOR: &str = "cursor";

/// The rows for all operations that look paginated; those that need the same row are together.
pub(super) fn hints(api: &Api) -> Vec<PageHint> {
    let mut found: BTreeMap<Row, Vec<&Operation>> = BTreeMap::new();
    for operation in api.operations().filter(|operation| operation.paging.is_none()) {
        if let Some(row) = row(api, operation) {
            found.entry(row).or_default().push(operation);
        }
    }
    let by_query = by_query(api);
    let hints = found.into_iter().map(|(row, operations)| {
        let ids: BTreeSet<&str> = operations
            .iter()
            .map(|operation| operation.name.wire.as_str())
            .collect();
        // A row is for operations that have its parameter, so a pattern for all of them needs no list.
        let is_of_all = ids.len() > 1 && by_query.get(row.parameter.as_str()) == Some(&ids);
        let patterns: Vec<&str> = match is_of_all {
            true => vec!["*"],
            false => ids.iter().copied().collect(),
        };
        PageHint {
            rows: Toml::concat(patterns.into_iter().map(|pattern| row.toml(pattern))),
            operations: ids.into_iter().map(str::to_owned).collect(),
        }
    });
    hints.collect()
}

/// What one row says apart from its operations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    kind: &'static str,
    parameter: String,
    limit: Option<String>,
    next: Option<String>,
    items: String,
    more: Option<String>,
}

impl Row {
    fn toml(&self, operations: &str) -> Toml {
        let key = |key: &'static str, value: &str| manifest![key, " = ", Toml::exact(value), "\n"];
        let optional = [("limit", &self.limit), ("next", &self.next), ("has_more", &self.more)];
        let optional = optional
            .into_iter()
            .filter_map(|(name, value)| Some(key(name, value.as_deref()?)));
        let head = [
            "[[pagination]]\n".into(),
            key("operations", operations),
            key("kind", self.kind),
            key("parameter", &self.parameter),
        ];
        Toml::concat(head.into_iter().chain(optional).chain([key("items", &self.items)]))
    }
}

fn row(api: &Api, operation: &Operation) -> Option<Row> {
    let page = page(operation)?;
    let items = items(api, page)?;
    let more = member(api, page, MORE, |ty| *ty == Type::Bool);
    let query = |names: &[&str]| {
        let mut parameters = operation.parameters.iter();
        let is_one = |name: &str| names.contains(&bare(name).as_str());
        let found =
            parameters.find(|known| matches!(known.location, Location::Query { .. }) && is_one(&known.name.wire));
        found.map(|parameter| parameter.name.wire.clone())
    };
    let row = |kind, parameter, next| Row {
        kind,
        parameter,
        limit: (kind != CURSOR).then(|| query(LIMITS)).flatten(),
        next,
        items: items.clone(),
        more: more.clone(),
    };
    if let Some(parameter) = query(CURSORS) {
        let by_id = || {
            let may_be_id = AFTER.contains(&bare(&parameter).as_str()) && more.is_some();
            may_be_id.then(|| last_id(api, page, &items)).flatten()
        };
        let next = member(api, page, NEXT, is_text).or_else(by_id)?;
        return Some(row(CURSOR, parameter, Some(next)));
    }
    let numbered = query(PAGES).map(|parameter| row("page", parameter, None));
    numbered.or_else(|| query(OFFSETS).map(|parameter| row("offset", parameter, None)))
}

/// The `operationId`s by the names of their parameters in the query.
fn by_query(api: &Api) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for operation in api.operations() {
        let parameters = operation.parameters.iter();
        for parameter in parameters.filter(|parameter| matches!(parameter.location, Location::Query { .. })) {
            let ids = found.entry(&parameter.name.wire).or_default();
            ids.insert(&operation.name.wire);
        }
    }
    found
}

/// The type of the only success response.
fn page(operation: &Operation) -> Option<&Type> {
    let Output::One(cases) = &operation.output else {
        return None;
    };
    match &cases.first()?.payload {
        Payload::Json(ty) => Some(ty),
        _ => None,
    }
}

/// Where the items are: the page itself, or its only list.
fn items(api: &Api, page: &Type) -> Option<String> {
    if is_list(api, page) {
        return Some(String::new());
    }
    let fields = fields(api, page)?;
    let mut lists = fields
        .iter()
        .filter(|field| is_list(api, &field.ty) && field.deprecated.is_none());
    let only = lists.next().filter(|_| lists.next().is_none())?;
    Some(pointer([only]))
}

/// Where the `id` of the last item is.
fn last_id(api: &Api, page: &Type, items: &str) -> Option<String> {
    let list = match items {
        "" => page,
        _ => &fields(api, page)?.iter().find(|field| pointer([field]) == items)?.ty,
    };
    let Type::Array(item) = api.held(list)? else {
        return None;
    };
    let has_id = fields(api, item)?.iter().any(|field| field.name.wire == "id");
    has_id.then(|| format!("{items}/-1/id"))
}

/// Where a member of one of these names is, in the page or in an object of it.
fn member(api: &Api, page: &Type, names: &[&str], fits: fn(&Type) -> bool) -> Option<String> {
    let is_one = |field: &&Field| {
        let ty = api.held(&field.ty);
        names.contains(&bare(&field.name.wire).as_str()) && ty.is_some_and(fits)
    };
    let outer = fields(api, page)?;
    let own = outer.iter().find(is_one).map(|field| pointer([field]));
    own.or_else(|| {
        let mut inside = outer.iter().filter_map(|field| Some((field, fields(api, &field.ty)?)));
        inside.find_map(|(field, inner)| Some(pointer([field, inner.iter().find(is_one)?])))
    })
}

fn pointer<const DEPTH: usize>(fields: [&Field; DEPTH]) -> String {
    let tokens = fields.map(|field| format!("/{}", crate::pointer::escape(&field.name.wire)));
    tokens.concat()
}

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Scalar(_))
}

fn is_list(api: &Api, ty: &Type) -> bool {
    matches!(api.held(ty), Some(Type::Array(_)))
}

fn fields<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a [Field]> {
    let Type::Named(id) = api.held(ty)? else {
        return None;
    };
    match &api.type_def(*id)?.shape {
        Shape::Struct(Struct { fields, .. }) => Some(fields),
        _ => None,
    }
}
