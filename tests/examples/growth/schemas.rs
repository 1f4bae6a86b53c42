//! Much of one thing around schemas.

use serde_json::{Value, json};

use crate::{Family, elements, members, of_schemas, schema_ref};

pub(crate) const ALL: &[Family] = &[
    Family::new("schemas", 10_000, schemas),
    Family::new("short-schemas", 25_000, short_schemas),
    Family::new("properties", 5_000, properties),
    Family::new("required", 5_000, required),
    Family::new("undeclared-required", 5_000, undeclared_required),
    Family::new("inline-objects", 5_000, inline_objects),
    Family::new("enum-values", 15_000, enum_values),
    Family::new("enum-numbers", 15_000, enum_numbers),
    Family::new("ref-chain", 10_000, ref_chain),
    Family::new("ref-chain-backwards", 10_000, ref_chain_backwards),
    Family::new("ref-cycle", 10_000, ref_cycle),
    Family::new("one-of-chain", 10_000, one_of_chain),
    Family::new("any-of-chain", 10_000, any_of_chain),
    Family::new("all-of-chain", 10_000, all_of_chain),
    Family::new("nullable-chain", 10_000, nullable_chain),
    Family::new("array-chain", 10_000, array_chain),
    Family::new("map-chain", 10_000, map_chain),
    Family::new("object-chain", 10_000, object_chain),
    Family::new("object-cycle", 10_000, object_cycle),
    Family::new("required-chain", 10_000, required_chain),
    Family::new("discriminator", 5_000, discriminator),
    Family::new("discriminator-children", 5_000, discriminator_children),
    Family::new("union-of-objects", 5_000, union_of_objects),
    Family::new("union-of-constants", 20_000, union_of_constants),
    Family::new("union-of-equals", 5_000, union_of_equals),
    Family::new("union-of-references", 5_000, union_of_references),
    Family::new("unions-of-unions", 2_000, unions_of_unions),
    Family::new("all-of-members", 5_000, all_of_members),
    Family::new("all-of-same", 10_000, all_of_same),
    Family::new("deep-objects", 100, deep_objects),
    Family::new("deep-unions", 100, deep_unions),
    Family::new("deep-lists", 100, deep_lists),
    Family::new("patterns", 5_000, patterns),
    Family::new("tags-of-tagged-unions", 4_000, tags_of_tagged_unions),
    Family::new("tuple", 10_000, tuple),
    Family::new("definitions", 10_000, definitions),
    Family::new("anchors", 2_500, anchors),
    Family::new("defaults", 5_000, defaults),
    Family::new("web", 5_000, web),
];

fn object(name: String, property: Value) -> Value {
    json!({"type": "object", "properties": {name: property}})
}

fn text() -> Value {
    json!({"type": "string"})
}

fn schemas(size: usize) -> String {
    of_schemas(members(size, |index| {
        (format!("S{index}"), object(format!("p{index}"), text()))
    }))
}

fn short_schemas(size: usize) -> String {
    of_schemas(members(size, |index| (format!("A{index}"), json!({"enum": ["a"]}))))
}

fn properties(size: usize) -> String {
    let properties = members(size, |index| (format!("p{index}"), text()));
    of_schemas(json!({"S": {"type": "object", "properties": properties}}))
}

fn required(size: usize) -> String {
    let properties = members(size, |index| (format!("p{index}"), text()));
    let required = elements(size, |index| json!(format!("p{index}")));
    of_schemas(json!({"S": {"type": "object", "required": required, "properties": properties}}))
}

fn undeclared_required(size: usize) -> String {
    let required = elements(size, |index| json!(format!("p{index}")));
    of_schemas(json!({"S": {"type": "object", "required": required, "properties": {"p": text()}}}))
}

fn inline_objects(size: usize) -> String {
    let properties = members(size, |index| (format!("p{index}"), object(format!("q{index}"), text())));
    of_schemas(json!({"S": {"type": "object", "properties": properties}}))
}

fn enum_values(size: usize) -> String {
    of_schemas(json!({"S": {"type": "string", "enum": elements(size, |index| json!(format!("value {index}")))}}))
}

fn enum_numbers(size: usize) -> String {
    of_schemas(json!({"S": {"type": "integer", "enum": elements(size, |index| json!(index))}}))
}

/// Schemas each of which wraps the next one, the last of which is an object.
fn chain(size: usize, link: impl Fn(Value) -> Value) -> String {
    of_schemas(members(size, |index| {
        let name = format!("S{index}");
        match index + 1 == size {
            true => (name, object("p".to_owned(), text())),
            false => (name, link(schema_ref(format!("S{}", index + 1)))),
        }
    }))
}

fn ref_chain(size: usize) -> String {
    chain(size, |next| next)
}

fn ref_chain_backwards(size: usize) -> String {
    of_schemas(members(size, |index| {
        let name = format!("S{index}");
        match index.checked_sub(1) {
            None => (name, object("p".to_owned(), text())),
            Some(before) => (name, schema_ref(format!("S{before}"))),
        }
    }))
}

fn ref_cycle(size: usize) -> String {
    of_schemas(members(size, |index| {
        (format!("S{index}"), schema_ref(format!("S{}", (index + 1) % size)))
    }))
}

fn one_of_chain(size: usize) -> String {
    chain(size, |next| json!({"oneOf": [next]}))
}

fn any_of_chain(size: usize) -> String {
    chain(size, |next| json!({"anyOf": [next, {"type": "integer"}]}))
}

fn all_of_chain(size: usize) -> String {
    chain(size, |next| json!({"allOf": [next], "description": "A link."}))
}

fn nullable_chain(size: usize) -> String {
    chain(size, |next| json!({"oneOf": [next, {"type": "null"}]}))
}

fn array_chain(size: usize) -> String {
    chain(size, |next| json!({"type": "array", "items": next}))
}

fn map_chain(size: usize) -> String {
    chain(size, |next| json!({"type": "object", "additionalProperties": next}))
}

fn object_chain(size: usize) -> String {
    chain(size, |next| object("next".to_owned(), next))
}

fn object_cycle(size: usize) -> String {
    of_schemas(members(size, |index| {
        let next = schema_ref(format!("S{}", (index + 1) % size));
        (format!("S{index}"), object("next".to_owned(), next))
    }))
}

fn required_chain(size: usize) -> String {
    chain(
        size,
        |next| json!({"type": "object", "required": ["next"], "properties": {"next": next}}),
    )
}

fn tagged(index: usize) -> Value {
    json!({"type": "object", "required": ["kind"], "properties": {"kind": text(), format!("p{index}"): text()}})
}

fn discriminator(size: usize) -> String {
    let mut schemas = members(size, |index| (format!("S{index}"), tagged(index)));
    let mapping = members(size, |index| {
        (format!("s{index}"), json!(format!("#/components/schemas/S{index}")))
    });
    schemas["Any"] = json!({
        "oneOf": elements(size, |index| schema_ref(format!("S{index}"))),
        "discriminator": {"propertyName": "kind", "mapping": mapping},
    });
    of_schemas(schemas)
}

fn discriminator_children(size: usize) -> String {
    let mut schemas = members(size, |index| {
        (
            format!("S{index}"),
            json!({"allOf": [schema_ref("Base"), object(format!("p{index}"), text())]}),
        )
    });
    schemas["Base"] = json!({
        "type": "object", "required": ["kind"], "properties": {"kind": text()},
        "discriminator": {"propertyName": "kind"},
    });
    of_schemas(schemas)
}

fn union_of_objects(size: usize) -> String {
    let members = elements(
        size,
        |index| json!({"type": "object", "required": [format!("p{index}")], "properties": {format!("p{index}"): text()}}),
    );
    of_schemas(json!({"S": {"oneOf": members}}))
}

fn union_of_constants(size: usize) -> String {
    let members = elements(
        size,
        |index| json!({"const": format!("c{index}"), "title": format!("Title {index}")}),
    );
    of_schemas(json!({"S": {"oneOf": members}}))
}

fn union_of_equals(size: usize) -> String {
    of_schemas(json!({"S": {"anyOf": elements(size, |_| object("p".to_owned(), text()))}}))
}

fn patterns(size: usize) -> String {
    let patterns = members(size, |index| {
        (format!("^p{index}"), json!({"type": "string", "maxLength": index + 1}))
    });
    of_schemas(json!({"S": {"type": "object", "patternProperties": patterns}}))
}

/// Each union has a tag of its own, and the next one as a member.
fn tags_of_tagged_unions(size: usize) -> String {
    let mut schemas = members(size, |index| {
        let members = json!([schema_ref(format!("S{}", index + 1)), schema_ref("Last".to_owned())]);
        let mapping =
            json!({"inner": format!("#/components/schemas/S{}", index + 1), "last": "#/components/schemas/Last"});
        let discriminator = json!({"propertyName": format!("p{index}"), "mapping": mapping});
        (
            format!("S{index}"),
            json!({"oneOf": members, "discriminator": discriminator}),
        )
    });
    schemas[format!("S{size}")] = object("p".to_owned(), text());
    schemas["Last"] = json!({"type": "object", "properties": members(size, |index| (format!("p{index}"), text()))});
    of_schemas(schemas)
}

fn union_of_references(size: usize) -> String {
    let mut schemas = members(size, |index| (format!("S{index}"), object(format!("p{index}"), text())));
    schemas["Any"] = json!({"anyOf": elements(size, |index| schema_ref(format!("S{index}")))});
    of_schemas(schemas)
}

/// Unions of two unions each, as a tree with all of its leaves in every member.
fn unions_of_unions(size: usize) -> String {
    of_schemas(members(size, |index| {
        let name = format!("S{index}");
        let below = |next: usize| match next < size {
            true => schema_ref(format!("S{next}")),
            false => object(format!("p{next}"), text()),
        };
        (name, json!({"oneOf": [below(2 * index + 1), below(2 * index + 2)]}))
    }))
}

fn all_of_members(size: usize) -> String {
    let mut schemas = members(size, |index| (format!("S{index}"), object(format!("p{index}"), text())));
    schemas["All"] = json!({"allOf": elements(size, |index| schema_ref(format!("S{index}")))});
    of_schemas(schemas)
}

fn all_of_same(size: usize) -> String {
    let members = elements(size, |index| {
        object("p".to_owned(), json!({"type": "string", "maxLength": index + 1}))
    });
    of_schemas(json!({"S": {"allOf": members}}))
}

fn deep(size: usize, link: impl Fn(Value) -> Value) -> String {
    of_schemas(json!({"S": (0..size).fold(text(), |inner, _| link(inner))}))
}

fn deep_objects(size: usize) -> String {
    deep(size, |inner| object("property".to_owned(), inner))
}

fn deep_unions(size: usize) -> String {
    deep(
        size / 2,
        |inner| json!({"oneOf": [inner, {"type": "object", "properties": {"p": text()}}]}),
    )
}

fn deep_lists(size: usize) -> String {
    deep(size, |inner| json!({"type": "array", "items": inner}))
}

fn tuple(size: usize) -> String {
    of_schemas(json!({"S": {"type": "array", "prefixItems": elements(size, |_| text()), "items": false}}))
}

fn definitions(size: usize) -> String {
    let definitions = members(size, |index| (format!("D{index}"), object(format!("p{index}"), text())));
    let properties = members(size, |index| {
        (
            format!("p{index}"),
            json!({"$ref": format!("#/components/schemas/S/$defs/D{index}")}),
        )
    });
    of_schemas(json!({"S": {"type": "object", "properties": properties, "$defs": definitions}}))
}

fn anchors(size: usize) -> String {
    let definitions = members(size, |index| {
        let mut definition = object(format!("p{index}"), text());
        definition["$anchor"] = json!(format!("a{index}"));
        (format!("D{index}"), definition)
    });
    let properties = members(size, |index| {
        (format!("p{index}"), json!({"$ref": format!("#a{index}")}))
    });
    of_schemas(json!({"S": {"type": "object", "properties": properties, "$defs": definitions}}))
}

fn defaults(size: usize) -> String {
    let properties = members(size, |index| {
        (
            format!("p{index}"),
            json!({"type": "string", "default": format!("d{index}")}),
        )
    });
    of_schemas(json!({"S": {"type": "object", "properties": properties}}))
}

/// Schemas that refer to some others each, so that all of them are one knot.
fn web(size: usize) -> String {
    of_schemas(members(size, |index| {
        let properties = members(5, |step| {
            let next = (index * (step + 2) + 7 * step + 1) % size;
            (format!("p{step}"), schema_ref(format!("S{next}")))
        });
        (
            format!("S{index}"),
            json!({"type": "object", "required": ["p0"], "properties": properties}),
        )
    }))
}
