//! From schemas to types: OpenAPI 3.2.0, "Schema Object". A schema is made of schemas, so the files of this room call each other
//! in circles; no other room does.

pub(super) mod alike;
pub(super) mod arrays;
pub(super) mod compose;
pub(super) mod composition;
pub(super) mod defaults;
pub(super) mod elements;
pub(super) mod enums;
pub(super) mod families;
#[path = "../../runtime/rules/formats.rs"]
pub(crate) mod formats;
pub(super) mod former_types;
pub(super) mod hoisted;
pub(super) mod keyed;
pub(super) mod leniency;
pub(super) mod listed;
pub(super) mod meaning;
pub(super) mod members;
pub(super) mod merge;
pub(super) mod merges;
pub(super) mod named_enums;
pub(super) mod objects;
pub(super) mod overlapping;
pub(super) mod patterns;
pub(super) mod rules;
pub(super) mod scalars;
pub(super) mod schemas;
pub(super) mod spot;
pub(super) mod targets;
pub(super) mod title;
pub(super) mod told;
pub(super) mod unions;
pub(super) mod view;
pub(super) mod wrapped;
pub(super) mod xml;
