//! Values made from a schema: every enum value, every branch, the least and the most members, null, empty, Unicode, bounds.

use serde_json::{Map, Value, json};

use crate::conditions;
use crate::document::{Document, Node, Role, object};
use crate::lists;
use crate::unions::Union;
use crate::valid::{is_valid, is_valid_part};

/// How many values of one schema are made at most.
const MOST: usize = 40;
/// How deep values nest before only what must be is made.
pub(crate) const DEEP: usize = 3;
/// How deep schemas are followed at all.
const DEEPEST: usize = 12;
/// How many values of one schema are made where it is nested.
const NESTED: usize = 8;

/// Valid values of a schema.
pub(crate) fn values<'d>(document: &Document<'d>, schema: Node<'d>) -> Vec<Value> {
    let mut made = samples(document, schema, 0);
    // That a schema allows null is a matter of where its type is used.
    made.retain(|value| !value.is_null() && is_valid(document, schema, value));
    made.dedup();
    made.truncate(MOST);
    made
}

/// The least value of a plain object with one more member, and what must come back of it: a member that no schema
/// declares is left out, unless the schema describes or expects such.
pub(crate) fn with_an_undeclared_member<'d>(document: &Document<'d>, schema: Node<'d>) -> Option<(Value, Value)> {
    const NAME: &str = "an undeclared member";
    let is_plain = [
        "allOf",
        "oneOf",
        "anyOf",
        "$ref",
        "enum",
        "const",
        "discriminator",
        "patternProperties",
    ]
    .iter()
    .all(|key| schema.value.get(*key).is_none());
    if !is_plain || schema.types().0 != ["object"] || document.properties(schema).is_empty() {
        return None;
    }
    let is_kept = match schema
        .value
        .get("additionalProperties")
        .or(schema.value.get("unevaluatedProperties"))
    {
        None | Some(Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(described) => described.as_object().is_some_and(Map::is_empty),
    };
    let least = objects(document, schema, 0)
        .into_iter()
        .find(|value| is_valid(document, schema, value))?;
    let Value::Object(mut members) = least.clone() else {
        return None;
    };
    members.insert(NAME.to_owned(), json!({"deep": [1, null, "x"]}));
    let more = Value::Object(members);
    let is_closed = schema.value.get("additionalProperties").is_some_and(Value::is_object) && !is_kept;
    (!is_closed).then(|| (if is_kept { more.clone() } else { least }, more))
}

/// Made once for each depth, since documents of recursive schemas would take for ever.
pub(crate) fn samples<'d>(document: &Document<'d>, schema: Node<'d>, depth: usize) -> Vec<Value> {
    if depth > DEEPEST {
        return Vec::new();
    }
    document.remembered((schema, Role::Whole), depth, || {
        let mut made = fresh(document, schema, depth);
        made.truncate(if depth == 0 { MOST } else { NESTED });
        made
    })
}

fn fresh<'d>(document: &Document<'d>, schema: Node<'d>, depth: usize) -> Vec<Value> {
    if let Some(target) = document.target(schema) {
        return samples(document, target, depth);
    }
    if schema.text("type") == Some("null") {
        return vec![Value::Null];
    }
    let (types, is_nullable) = schema.types();
    let mut made = by_itself(document, schema, &types, depth);
    for union in document.unions(schema).iter().filter(|union| union.is_family) {
        let children = branched(document, union, depth);
        made.truncate(made.len().min(MOST / 2));
        let others = made.split_off(made.len().min(2));
        made.extend(children.into_iter().chain(others));
    }
    if is_nullable && depth > 0 {
        made.insert(made.len().min(1), Value::Null);
    }
    made
}

/// The values of a schema, and of a parent those that are not of its children.
fn by_itself<'d>(document: &Document<'d>, schema: Node<'d>, types: &[&str], depth: usize) -> Vec<Value> {
    listed(schema)
        .or_else(|| composed(document, schema, depth))
        .unwrap_or_else(|| of_types(document, schema, types, depth))
}

/// The values of a part of an `allOf`, which is a parent by what it says itself.
fn of_part<'d>(document: &Document<'d>, part: Node<'d>, is_one_of_several: bool, depth: usize) -> Vec<Value> {
    let target = document.target(part).unwrap_or(part);
    let is_parent = document.unions(target).iter().any(|union| union.is_family);
    match is_parent && is_one_of_several {
        true if depth > DEEPEST => Vec::new(),
        true => document.remembered((target, Role::Part), depth, || {
            by_itself(document, target, &target.types().0, depth)
        }),
        false => samples(document, part, depth),
    }
}

/// A string that a later version of a document may list.
const UNLISTED: &str = "a value of a later version";

/// Whether a value that is not listed is to be kept: where several strings are listed, and the document doesn't forbid it.
pub(crate) fn may_grow(schema: Node<'_>) -> bool {
    let listed = schema.value.get("enum").and_then(Value::as_array);
    let strings = listed.map(|values| values.iter().filter(|value| value.is_string()).count());
    let others = listed.is_some_and(|values| values.iter().any(|value| !value.is_string() && !value.is_null()));
    let is_text = schema.types().0.iter().all(|name| *name == "string");
    strings.is_some_and(|count| count > 1)
        && is_text
        && !others
        && schema.text("x-speakeasy-unknown-values") != Some("disallow")
}

pub(crate) fn is_unlisted(value: &Value) -> bool {
    value == UNLISTED
}

fn listed(schema: Node<'_>) -> Option<Vec<Value>> {
    if let Some(only) = schema.value.get("const") {
        return Some(vec![only.clone()]);
    }
    let values = schema.value.get("enum").and_then(Value::as_array)?;
    let mut listed: Vec<Value> = values.iter().filter(|value| !value.is_null()).cloned().collect();
    if may_grow(schema) {
        listed.insert(1, json!(UNLISTED));
    }
    Some(listed)
}

/// `allOf`, `oneOf` and `anyOf`, beside properties of the schema's own.
fn composed<'d>(document: &Document<'d>, schema: Node<'d>, depth: usize) -> Option<Vec<Value>> {
    let members = document.parts(schema).into_iter();
    let mut parts: Vec<Vec<Value>> = members
        .filter(|(member, _)| says_kind(*member) && !leads_back(document, schema, *member))
        .map(|(member, is_one_of_several)| of_part(document, member, is_one_of_several, depth + 1))
        .collect();
    for union in document.unions(schema).iter().filter(|union| !union.is_family) {
        if union.branches.iter().any(|branch| says_kind(branch.schema)) {
            let mut values = branched(document, union, depth);
            values.extend(union.or_null.then_some(Value::Null));
            parts.push(values);
        }
    }
    if parts.is_empty() {
        return None;
    }
    if schema.value.get("properties").is_some() {
        parts.push(objects(document, schema, depth));
    }
    Some(crossed(parts))
}

/// Whether a member of a composition says anything of the kind of value; others only describe it, or demand members.
fn says_kind(member: Node<'_>) -> bool {
    const KINDS: [&str; 12] = [
        "$ref",
        "$dynamicRef",
        "type",
        "properties",
        "additionalProperties",
        "items",
        "prefixItems",
        "enum",
        "const",
        "allOf",
        "oneOf",
        "anyOf",
    ];
    member.value.is_boolean() || KINDS.iter().any(|key| member.value.get(*key).is_some())
}

/// Whether a member is a union of this schema and others, as parents that list their children are: what the others have
/// is not this one's.
fn leads_back<'d>(document: &Document<'d>, schema: Node<'d>, member: Node<'d>) -> bool {
    let followed = |node: Node<'d>| document.target(node).unwrap_or(node);
    let union = followed(member);
    let branches = union.list("oneOf").into_iter().chain(union.list("anyOf"));
    let mut targets = branches.map(followed);
    targets.any(|target| std::ptr::eq(target.value, schema.value))
}

/// Values of every branch; where a tag tells them apart, with each tag that leads there, if the branch has room for it: a
/// branch may list another one, or do without.
fn branched<'d>(document: &Document<'d>, union: &Union<'d>, depth: usize) -> Vec<Value> {
    let most = (MOST / union.branches.len().max(1)).max(2);
    let mut made = Vec::new();
    for (index, branch) in union.branches.iter().enumerate() {
        let values = match union.is_family {
            true => of_part(document, branch.schema, true, depth + 1),
            false if says_kind(branch.schema) => samples(document, branch.schema, depth + 1),
            false => Vec::new(),
        };
        let Some(tags) = &union.tags else {
            made.extend(values.into_iter().take(most));
            continue;
        };
        let tagged = |value: &Value, tag: &Value| {
            let tagged = with_tag(value, tags.property, tag)?;
            let fits = match union.is_family {
                true => is_valid_part(document, branch.schema, &tagged),
                false => is_valid(document, branch.schema, &tagged),
            };
            fits.then_some(tagged)
        };
        let known = tags.values.get(index).map(Vec::as_slice).unwrap_or_default();
        if let Some(first) = values.first() {
            made.extend(known.iter().skip(1).filter_map(|tag| tagged(first, tag)));
        }
        for value in values.into_iter().take(most) {
            let with_first = known.first().and_then(|tag| tagged(&value, tag));
            let lacks_tag = value.get(tags.property).is_none();
            let is_of_use = with_first.is_none() || lacks_tag;
            made.extend(with_first.into_iter().chain(is_of_use.then_some(value)));
        }
    }
    made
}

fn with_tag(value: &Value, property: &str, tag: &Value) -> Option<Value> {
    let mut members = value.as_object()?.clone();
    members.insert(property.to_owned(), tag.clone());
    Some(Value::Object(members))
}

/// The first value of every part merged, and each part's other values in turn.
fn crossed(parts: Vec<Vec<Value>>) -> Vec<Value> {
    let firsts: Vec<&Value> = parts.iter().filter_map(|values| values.first()).collect();
    let mut made = Vec::new();
    for (index, values) in parts.iter().enumerate() {
        for value in values.iter().skip(usize::from(index > 0)) {
            let others = firsts.iter().enumerate().filter(|(other, _)| *other != index);
            made.push(others.fold(value.clone(), |merged, (_, other)| merge(merged, other)));
        }
    }
    made
}

fn merge(value: Value, other: &Value) -> Value {
    match (value, other) {
        (Value::Object(mut members), Value::Object(others)) => {
            for (name, value) in others {
                members.entry(name.clone()).or_insert_with(|| value.clone());
            }
            Value::Object(members)
        }
        (value, _) => value,
    }
}

fn of_types<'d>(document: &Document<'d>, schema: Node<'d>, types: &[&str], depth: usize) -> Vec<Value> {
    if types.is_empty() {
        return if schema.value.get("properties").is_some() || schema.value.get("additionalProperties").is_some() {
            objects(document, schema, depth)
        } else if schema.value.get("items").is_some() || schema.value.get("prefixItems").is_some() {
            lists::arrays(document, schema, depth)
        } else if schema.format().is_some() || schema.text("pattern").is_some() {
            strings(schema)
        } else {
            vec![json!({"any": [1, "two", null]}), json!("free")]
        };
    }
    let of_type = |name: &&str| match *name {
        "string" => strings(schema),
        "integer" => integers(schema),
        "number" => vec![json!(0), json!(1.5), json!(-20), json!(1e-7)],
        "boolean" => vec![json!(true), json!(false)],
        "array" => lists::arrays(document, schema, depth),
        "object" => objects(document, schema, depth),
        _ => Vec::new(),
    };
    types.iter().flat_map(of_type).collect()
}

fn strings(schema: Node<'_>) -> Vec<Value> {
    let encoded = schema.text("contentEncoding").filter(|encoding| *encoding == "base64");
    match schema.format().or(encoded.map(|_| "byte")) {
        Some("date-time") => vec![json!("2024-02-29T23:59:59Z"), json!("1999-12-31T00:00:00.123456+05:30")],
        Some("date") => vec![json!("2024-02-29")],
        Some("time") => vec![json!("23:59:59Z")],
        Some("uuid") => vec![json!("f0bc3d88-2178-5423-8c81-b81d6c9da824")],
        Some("byte") => vec![json!("aGVsbG8="), json!("")],
        Some("ipv4") => vec![json!("192.0.2.1")],
        Some("ipv6") => vec![json!("2001:db8::1")],
        Some("uri" | "url") => vec![json!("https://example.com/a?b=c#d")],
        Some("email") => vec![json!("jane@example.com")],
        Some("duration") => vec![json!("P3DT4H")],
        Some("decimal") => vec![json!("12.50")],
        _ => vec![json!("text"), json!(""), json!("æøå \"quoted\" \\ \n 宠物 😀 \u{0}")],
    }
}

fn integers(schema: Node<'_>) -> Vec<Value> {
    let (least, most) = match schema.format() {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("uint8") => (json!(0), json!(u8::MAX)),
        Some("uint16") => (json!(0), json!(u16::MAX)),
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("uint64" | "uint") => (json!(0), json!(u64::MAX)),
        Some("int8") => (json!(i8::MIN), json!(i8::MAX)),
        Some("int16") => (json!(i16::MIN), json!(i16::MAX)),
        _ => (json!(i64::MIN), json!(i64::MAX)),
    };
    let within = |number: &Value| {
        let number = number.as_f64().unwrap_or_default();
        let bound = |key: &str| schema.value.get(key).and_then(Value::as_f64);
        bound("minimum").is_none_or(|least| number >= least) && bound("maximum").is_none_or(|most| number <= most)
    };
    let declared = ["minimum", "maximum"]
        .iter()
        .filter_map(|key| schema.value.get(*key).cloned());
    // The bounds of `i64` in the digits of a double are its bounds, which are among the values anyway.
    let is_rounded = |bound: &Value| bound.as_f64() == Some(i64::MAX as f64) && bound.as_u64() != Some(1 << 63);
    let declared = declared.filter(|bound| bound.is_i64() || (bound.is_u64() && !is_rounded(bound)));
    let candidates = [json!(1), json!(0), least, most].into_iter().filter(within);
    candidates.chain(declared).collect()
}

fn objects<'d>(document: &Document<'d>, schema: Node<'d>, depth: usize) -> Vec<Value> {
    let required = document.required(schema);
    let mut least = Vec::new();
    let mut most = Vec::new();
    let mut variants: Vec<(&str, Value)> = Vec::new();
    let conditional = conditions::properties(document, schema);
    for (name, property) in document.properties(schema).into_iter().chain(conditional) {
        let is_required = required.contains(&name);
        if depth >= DEEP && !is_required {
            continue;
        }
        let values = samples(document, property, depth + 1);
        let Some(first) = values.first() else { continue };
        if is_required {
            least.push((name, first.clone()));
        }
        most.push((name, first.clone()));
        variants.extend(values.into_iter().skip(1).map(|value| (name, value)));
    }
    let mut made = vec![object(most), object(least.clone())];
    if let Some(additional) = schema
        .get("additionalProperties")
        .filter(|schema| schema.value.is_object())
        && depth < DEEP
    {
        for value in samples(document, additional, depth + 1).into_iter().take(3) {
            made.push(with(&least, "an extra key", value));
        }
    }
    for (pattern, described) in schema.members("patternProperties") {
        let Some(name) = a_name(document, schema, pattern).filter(|_| depth < DEEP) else {
            continue;
        };
        for value in samples(document, described, depth + 1).into_iter().take(3) {
            made.push(with(&least, name, value));
        }
    }
    // All variants of the members, as many at once as there are members.
    while !variants.is_empty() && made.len() < MOST {
        let mut members: Map<String, Value> = Map::new();
        variants.retain(|(name, value)| {
            let is_new = !members.contains_key(*name);
            if is_new {
                members.insert((*name).to_owned(), value.clone());
            }
            !is_new
        });
        made.push(merge(Value::Object(members), &object(least.clone())));
    }
    made
}

/// Names of which one may fit a pattern.
const NAMES: [&str; 20] = [
    "x-extra",
    "extra",
    "an extra key",
    "Extra",
    "EXTRA",
    "extra_key",
    "a",
    "A",
    "1",
    "42",
    "0000",
    "200",
    "en",
    "en-US",
    "en_US",
    "2024-02-29",
    "f0bc3d88-2178-5423-8c81-b81d6c9da824",
    "/extra",
    "extra.key",
    "jane@example.com",
];

/// An undeclared name that a pattern describes, of those that are tried.
pub(crate) fn a_name<'d>(document: &Document<'d>, schema: Node<'d>, pattern: &'d str) -> Option<&'static str> {
    let declared = document.properties(schema);
    let is_new = |name: &&&str| declared.iter().all(|(known, _)| known != *name);
    let mut fitting = NAMES.iter().filter(|name| document.is_match(pattern, name));
    fitting.find(is_new).copied()
}

fn with(members: &[(&str, Value)], name: &str, value: Value) -> Value {
    let Value::Object(mut members) = object(members.to_vec()) else {
        return value;
    };
    members.insert(name.to_owned(), value);
    Value::Object(members)
}
