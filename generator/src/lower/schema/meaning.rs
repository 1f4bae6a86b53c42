//! What a schema says of values, without what it says to readers: two media types of one body may describe it in other words.

use std::sync::Arc;

use crate::spec::{Additional, Schema, SchemaSlot};

/// Whether two schemas say the same of values.
pub(crate) fn is_same(one: Option<&Arc<SchemaSlot>>, other: Option<&Arc<SchemaSlot>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one == other || of(one) == of(other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// The schema without what is for readers: JSON Schema 2020-12 Validation, section 9; OpenAPI 3.2.0, "Schema Object".
pub(crate) fn of(slot: &SchemaSlot) -> SchemaSlot {
    let SchemaSlot::Inline(schema) = slot else {
        return slot.clone();
    };
    let mut meant = without_words(schema);
    let alone = Schema {
        all_of: std::mem::take(&mut meant.all_of),
        ..Schema::default()
    };
    // An `allOf` of one that stands alone is how a reference has words for readers beside it.
    match <[SchemaSlot; 1]>::try_from(alone.all_of) {
        Ok([only]) if meant == Schema::default() => only,
        Ok(only) => SchemaSlot::from(Schema {
            all_of: only.into(),
            ..meant
        }),
        Err(all_of) => SchemaSlot::from(Schema { all_of, ..meant }),
    }
}

fn without_words(schema: &Schema) -> Schema {
    let all = |members: &[SchemaSlot]| members.iter().map(of).collect();
    let mut meant = Schema {
        title: None,
        description: None,
        example: None,
        xml: None,
        all_of: all(&schema.all_of),
        any_of: all(&schema.any_of),
        one_of: all(&schema.one_of),
        items: schema.items.as_ref().map(of),
        additional: schema.additional.as_ref().map(|additional| match additional {
            Additional::Any(allowed) => Additional::Any(*allowed),
            Additional::Schema(schema) => Additional::Schema(of(schema)),
        }),
        ..schema.clone()
    };
    meant
        .properties
        .values_mut()
        .for_each(|property| *property = of(property));
    meant
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string() -> Schema {
        Schema {
            kind: Some("string"),
            ..Schema::default()
        }
    }

    fn object(name: &str, property: Schema) -> Schema {
        let mut object = Schema {
            kind: Some("object"),
            ..Schema::default()
        };
        object.properties.insert(name.to_owned(), property.into());
        object
    }

    fn same(one: Schema, other: Schema) -> bool {
        is_same(Some(&Arc::new(one.into())), Some(&Arc::new(other.into())))
    }

    #[test]
    fn words_for_readers_say_nothing_of_values() {
        let plain = || object("title", string());
        let example = Schema {
            example: Some(Box::new("a".into())),
            ..string()
        };
        let told = Schema {
            title: Some("T".to_owned()),
            description: Some("D".to_owned()),
            ..object("title", example)
        };
        let listed = |word: &str| Schema {
            values: vec![word.into()],
            ..string()
        };
        let wrapped = Schema {
            title: Some("T".to_owned()),
            all_of: vec![plain().into()],
            ..Schema::default()
        };
        assert!(same(plain(), told));
        assert!(same(plain(), wrapped));
        assert!(!same(plain(), object("name", string())));
        assert!(!same(listed("title"), listed("xml")));
        assert!(!is_same(Some(&Arc::new(plain().into())), None));
        assert!(is_same(None, None));
    }
}
