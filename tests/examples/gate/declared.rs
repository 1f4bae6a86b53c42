//! What of a value its schema declares: that much must come back. Of a union it is what the member declares that leaves
//! out least of the value, and the tag of that member.

use serde_json::{Map, Value};

use crate::compare::{either, of_tag};
use crate::conditions;
use crate::document::{Document, Node};
use crate::elements::Elements;
use crate::types::Direction;
use crate::unions::{Branch, Union};
use crate::valid::{is_valid, is_valid_part};

/// How many ways to read one value are looked at, where unions stand beside each other.
const WAYS: usize = 64;
/// How deep values and schemas are followed.
const DEPTH: usize = 40;

/// The value without the members that its schema doesn't declare, and without those that the other side alone gives a
/// value: `readOnly` ones where it is sent, `writeOnly` ones where it is received, both where either may be.
pub(crate) fn declared<'d>(
    document: &Document<'d>,
    schema: Node<'d>,
    value: &Value,
    direction: Option<Direction>,
) -> Value {
    let one_sided: &[&str] = match direction {
        Some(Direction::Received) => &["writeOnly"],
        Some(Direction::Sent) => &["readOnly"],
        None => &["readOnly", "writeOnly"],
    };
    let reading = Reading { document, one_sided };
    reading.kept(&[schema], value, 0).value
}

struct Reading<'r, 'd> {
    document: &'r Document<'d>,
    one_sided: &'static [&'static str],
}

struct Kept {
    value: Value,
    /// The bytes of what was left out.
    lost: usize,
}

impl Kept {
    fn whole(value: &Value) -> Self {
        Self {
            value: value.clone(),
            lost: 0,
        }
    }
}

impl<'d> Reading<'_, 'd> {
    /// What all of these schemas together declare of a value.
    fn kept(&self, schemas: &[Node<'d>], value: &Value, depth: usize) -> Kept {
        if depth > DEPTH || !(value.is_object() || value.is_array()) {
            return Kept::whole(value);
        }
        let mut ways = vec![Way::default()];
        for schema in schemas {
            ways = crossed(&ways, &holding(self.document, *schema, value, &Past::default()));
        }
        let kept: Vec<Kept> = ways.iter().map(|way| self.by_way(way, value, depth)).collect();
        let least = kept.iter().map(|kept| kept.lost).min().unwrap_or_default();
        // Ways that leave out as little are as good as each other: the tag of any of them will do.
        let best = kept.into_iter().filter(|kept| kept.lost == least);
        let best = best.reduce(|left, right| Kept {
            value: either(left.value, right.value),
            lost: least,
        });
        best.unwrap_or_else(|| Kept::whole(value))
    }

    /// What schemas declare by their own keywords, and the tags that are written.
    fn by_way(&self, way: &Way<'d>, value: &Value, depth: usize) -> Kept {
        let schemas = way.schemas.as_slice();
        match value {
            Value::Object(members) => {
                let mut kept = self.members(schemas, members, depth);
                let lacks = |(name, _): &&(&str, Value)| members.get(*name).is_none_or(Value::is_null);
                if let Value::Object(left) = &mut kept.value {
                    for (name, tag) in way.written.iter().filter(lacks) {
                        left.insert((*name).to_owned(), of_tag(tag.clone()));
                    }
                }
                kept
            }
            Value::Array(elements) => self.elements(schemas, elements, depth),
            _ => Kept::whole(value),
        }
    }

    fn elements(&self, schemas: &[Node<'d>], elements: &[Value], depth: usize) -> Kept {
        let described: Vec<Elements<'d>> = schemas.iter().map(|schema| Elements::of(*schema)).collect();
        let elements = elements.iter().enumerate().map(|(position, element)| {
            let own: Vec<Node<'d>> = described.iter().filter_map(|elements| elements.at(position)).collect();
            match own.is_empty() {
                true => Kept::whole(element),
                false => self.kept(&own, element, depth + 1),
            }
        });
        let kept: Vec<Kept> = elements.collect();
        Kept {
            lost: kept.iter().map(|kept| kept.lost).sum(),
            value: kept.into_iter().map(|kept| kept.value).collect(),
        }
    }

    fn members(&self, schemas: &[Node<'d>], members: &Map<String, Value>, depth: usize) -> Kept {
        let conditional = schemas
            .iter()
            .flat_map(|schema| conditions::properties(self.document, *schema));
        let properties = schemas.iter().flat_map(|schema| self.document.properties(*schema));
        let properties = properties.chain(conditional);
        let properties: Vec<(&str, Node<'d>)> = properties.collect();
        let is_free = properties.is_empty();
        let keeps_others = is_free || schemas.iter().any(|schema| allows_others(*schema));
        let described: Vec<Node<'d>> = schemas
            .iter()
            .filter_map(|schema| schema.get("additionalProperties"))
            .filter(|others| others.value.is_object())
            .collect();
        let (mut left, mut lost) = (Map::new(), 0);
        for (name, value) in members {
            let own = properties.iter().filter(|(known, _)| known == name);
            let own: Vec<Node<'d>> = own.map(|(_, property)| *property).collect();
            let by_pattern = schemas
                .iter()
                .flat_map(|schema| self.document.by_pattern(*schema, name));
            let by_pattern: Vec<Node<'d>> = by_pattern.collect();
            let kept = match own.as_slice() {
                [] if !by_pattern.is_empty() => self.kept(&by_pattern, value, depth + 1),
                [] if keeps_others => self.kept(&described, value, depth + 1),
                [] => {
                    lost += value.to_string().len();
                    continue;
                }
                own if self.is_one_sided(own) => continue,
                own => self.kept(own, value, depth + 1),
            };
            lost += kept.lost;
            left.insert(name.clone(), kept.value);
        }
        Kept {
            value: Value::Object(left),
            lost,
        }
    }

    fn is_one_sided(&self, property: &[Node<'d>]) -> bool {
        let mut says = self
            .one_sided
            .iter()
            .map(|keyword| property.iter().any(|property| self.document.says(*property, keyword)));
        says.any(|says| says)
    }
}

/// The schemas that hold for a value, of each union one member, and the tags that those unions write.
#[derive(Clone, Default)]
struct Way<'d> {
    schemas: Vec<Node<'d>>,
    written: Vec<(&'d str, Value)>,
}

impl<'d> Way<'d> {
    /// The same with a tag, unless a union within says it more exactly.
    fn tagged(mut self, tag: Option<(&'d str, Value)>) -> Self {
        let is_new = |(name, _): &(&str, Value)| self.written.iter().all(|(known, _)| known != name);
        if let Some(tag) = tag.filter(is_new) {
            self.written.push(tag);
        }
        self
    }
}

/// How a schema was reached that describes a value.
#[derive(Clone, Default)]
struct Past {
    depth: usize,
    /// The parents whose children this one is looked at among.
    parents: Vec<*const Value>,
    /// As one part of an `allOf`: then it is a parent by what it says itself, not by its children.
    is_part: bool,
}

impl Past {
    fn below(&self, is_part: bool) -> Self {
        Self {
            depth: self.depth + 1,
            is_part,
            parents: self.parents.clone(),
        }
    }

    /// A child of a parent: it has its parent's members by itself.
    fn child_of(&self, parent: Node<'_>) -> Self {
        let mut past = self.below(true);
        past.parents.push(std::ptr::from_ref(parent.value));
        past
    }

    /// Whether a union that a schema is is to be looked into.
    fn is_open(&self, schema: Node<'_>, union: &Union<'_>) -> bool {
        !union.is_family || !(self.is_part || self.parents.contains(&std::ptr::from_ref(schema.value)))
    }
}

/// The ways in which a schema holds for a value: one for each way to choose members of unions.
fn holding<'d>(document: &Document<'d>, schema: Node<'d>, value: &Value, past: &Past) -> Vec<Way<'d>> {
    let mut ways = vec![Way {
        schemas: vec![schema],
        written: Vec::new(),
    }];
    if past.depth > DEPTH {
        return ways;
    }
    let target = document.target(schema).into_iter().map(|target| (target, past.is_part));
    let parts = document.parts(schema).into_iter();
    for (part, is_part) in
        target.chain(parts.map(|(part, is_one_of_several)| (part, is_one_of_several || past.is_part)))
    {
        ways = crossed(&ways, &holding(document, part, value, &past.below(is_part)));
    }
    let unions = document.unions(schema);
    for union in unions.iter().filter(|union| past.is_open(schema, union)) {
        let below = match union.is_family {
            true => past.child_of(schema),
            false => past.below(false),
        };
        let mut options: Vec<Way<'d>> = Vec::new();
        for (index, branch) in chosen(document, union, value) {
            let tags = union.tags.as_ref();
            let tag = tags.and_then(|tags| Some((tags.property, tags.written(index)?.clone())));
            let within = holding(document, branch.schema, value, &below);
            options.extend(within.into_iter().map(|way| way.tagged(tag.clone())));
        }
        if !options.is_empty() {
            ways = crossed(&ways, &options);
        }
    }
    ways
}

/// Of the members that a value fits those that its tag stands for; all, where it stands for none.
fn chosen<'d>(document: &Document<'d>, union: &Union<'d>, value: &Value) -> Vec<(usize, Branch<'d>)> {
    let numbered = union.branches.iter().copied().enumerate();
    let fitting = numbered.filter(|(_, branch)| match union.is_family {
        true => is_valid_part(document, branch.schema, value),
        false => is_valid(document, branch.schema, value),
    });
    let fitting: Vec<(usize, Branch<'d>)> = fitting.collect();
    let meant = union.tags.as_ref().map(|tags| tags.meant(value)).unwrap_or_default();
    let told: Vec<(usize, Branch<'d>)> = fitting
        .iter()
        .filter(|(index, _)| meant.contains(index))
        .copied()
        .collect();
    if told.is_empty() { fitting } else { told }
}

fn crossed<'d>(ways: &[Way<'d>], options: &[Way<'d>]) -> Vec<Way<'d>> {
    let pairs = ways
        .iter()
        .flat_map(|way| options.iter().map(move |option| (way, option)));
    let joined = pairs.take(WAYS).map(|(way, option)| {
        let mut joined = way.clone();
        joined.schemas.extend_from_slice(&option.schemas);
        for tag in &option.written {
            joined = joined.tagged(Some(tag.clone()));
        }
        joined
    });
    joined.collect()
}

/// Whether a schema says that there may be undeclared members, which are kept then.
fn allows_others(schema: Node<'_>) -> bool {
    let says = |key: &str| {
        schema
            .value
            .get(key)
            .is_some_and(|others| others != &Value::Bool(false))
    };
    ["additionalProperties", "unevaluatedProperties", "patternProperties"]
        .iter()
        .any(|key| says(key))
}

/// All properties that a schema declares, also through references and `allOf`.
pub(crate) fn properties<'d>(document: &Document<'d>, schema: Node<'d>, depth: usize) -> Vec<(&'d str, Node<'d>)> {
    if depth > 20 {
        return Vec::new();
    }
    if let Some(target) = document.target(schema) {
        return properties(document, target, depth + 1);
    }
    let mut all = document.properties(schema);
    for member in schema.list("allOf") {
        all.extend(properties(document, member, depth + 1));
    }
    all
}

/// All names that a schema requires, also through references and `allOf`.
pub(crate) fn required<'d>(document: &Document<'d>, schema: Node<'d>, depth: usize) -> Vec<&'d str> {
    if depth > 20 {
        return Vec::new();
    }
    if let Some(target) = document.target(schema) {
        return required(document, target, depth + 1);
    }
    let mut all = document.required(schema);
    for member in schema.list("allOf") {
        all.extend(required(document, member, depth + 1));
    }
    all
}
