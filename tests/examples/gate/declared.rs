//! What of a value its schema declares: that much must come back. Of a union it is what the member declares that leaves
//! out least of the value.

use serde_json::{Map, Value};

use crate::document::{Document, Node};
use crate::tags;
use crate::types::Direction;
use crate::valid::is_valid;

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
        let mut ways = vec![Vec::new()];
        for schema in schemas {
            ways = crossed(&ways, &holding(self.document, *schema, value, 0));
        }
        let kept = ways.iter().map(|plain| self.by_plain(plain, value, depth));
        kept.min_by_key(|kept| kept.lost).unwrap_or_else(|| Kept::whole(value))
    }

    /// What schemas declare by their own keywords.
    fn by_plain(&self, schemas: &[Node<'d>], value: &Value, depth: usize) -> Kept {
        match value {
            Value::Object(members) => self.members(schemas, members, depth),
            Value::Array(elements) => self.elements(schemas, elements, depth),
            _ => Kept::whole(value),
        }
    }

    fn elements(&self, schemas: &[Node<'d>], elements: &[Value], depth: usize) -> Kept {
        let items = schemas.iter().filter_map(|schema| schema.get("items"));
        let items: Vec<Node<'d>> = items.filter(|items| items.value.is_object()).collect();
        let is_tuple = schemas.iter().any(|schema| schema.get("prefixItems").is_some());
        let elements = elements.iter().map(|element| match items.is_empty() || is_tuple {
            true => Kept::whole(element),
            false => self.kept(&items, element, depth + 1),
        });
        let kept: Vec<Kept> = elements.collect();
        Kept {
            lost: kept.iter().map(|kept| kept.lost).sum(),
            value: kept.into_iter().map(|kept| kept.value).collect(),
        }
    }

    fn members(&self, schemas: &[Node<'d>], members: &Map<String, Value>, depth: usize) -> Kept {
        let properties = schemas.iter().flat_map(|schema| self.document.properties(*schema));
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
            let kept = match own.as_slice() {
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

/// The schemas that hold for a value where this one does, of each union one member: a list for each way to choose.
fn holding<'d>(document: &Document<'d>, schema: Node<'d>, value: &Value, depth: usize) -> Vec<Vec<Node<'d>>> {
    let mut ways = vec![vec![schema]];
    if depth > DEPTH {
        return ways;
    }
    for part in document.target(schema).into_iter().chain(schema.list("allOf")) {
        ways = crossed(&ways, &holding(document, part, value, depth + 1));
    }
    for key in ["oneOf", "anyOf"] {
        let (branches, _) = schema.alternatives(key);
        let fitting = branches.iter().filter(|branch| is_valid(document, **branch, value));
        let fitting: Vec<Node<'d>> = fitting.copied().collect();
        let chosen = tags::chosen(document, schema, &fitting, value);
        let options: Vec<Vec<Node<'d>>> = chosen
            .into_iter()
            .flat_map(|branch| holding(document, branch, value, depth + 1))
            .collect();
        if !options.is_empty() {
            ways = crossed(&ways, &options);
        }
    }
    ways
}

fn crossed<'d>(ways: &[Vec<Node<'d>>], options: &[Vec<Node<'d>>]) -> Vec<Vec<Node<'d>>> {
    let pairs = ways
        .iter()
        .flat_map(|way| options.iter().map(move |option| (way, option)));
    pairs
        .take(WAYS)
        .map(|(way, option)| way.iter().chain(option).copied().collect())
        .collect()
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
    let mut all = schema.required();
    for member in schema.list("allOf") {
        all.extend(required(document, member, depth + 1));
    }
    all
}
