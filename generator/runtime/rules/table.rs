//! The rules of types, as data.

use crate::runtime::json::macros::Literal;
use crate::runtime::json::{JsonError, Reader};

/// A type with constraints on its values.
pub(crate) trait Ruled {
    /// Its rules. A function, since types may hold each other.
    fn rules() -> &'static Rules;
}

/// The constraints on the values of a type.
pub(crate) enum Rules {
    /// An object by its members, or any value by itself.
    Plain {
        /// Of the value as a whole.
        own: &'static [Rule],
        /// Of its members, by their names.
        members: &'static [(&'static str, &'static [Rule])],
        /// Of the members that are not declared.
        others: &'static [Rule],
    },
    /// One of several types, by a tag.
    Tagged {
        own: &'static [Rule],
        /// The member that is the tag.
        tag: &'static str,
        variants: &'static [TaggedRules],
    },
    /// One of several types, by what the value looks like.
    Untagged {
        own: &'static [Rule],
        /// All types of the union: one without rules allows what it fits.
        variants: &'static [VariantRules],
    },
}

/// The rules of one type of a union, and the values of the tag that stand for it.
pub(crate) struct TaggedRules {
    pub(crate) tags: &'static [Literal],
    /// The member that is the value; none where the value stands for itself.
    pub(crate) member: &'static [&'static str],
    pub(crate) rules: &'static [Rule],
}

/// The rules of one type of a union, and whether a value is of that type.
pub(crate) struct VariantRules {
    pub(crate) fits: fn(&mut Reader<'_>) -> bool,
    /// The member that is the value; none where the value stands for itself.
    pub(crate) member: &'static [&'static str],
    pub(crate) rules: &'static [Rule],
}

/// One constraint. A value of another JSON type always satisfies it: JSON Schema 2020-12
/// Validation, section 6.
pub(crate) enum Rule {
    /// A bound on a measure of the value. Its digits are the document's, since not every bound is a float.
    Bound(Measure, Relation, &'static str),
    /// A number of which the value is a whole multiple.
    MultipleOf(&'static str),
    /// The elements are unique.
    UniqueItems,
    /// A part of the text matches this regular expression.
    Pattern(&'static str),
    /// The text is of this format.
    Format(&'static str),
    /// The value keeps to one of these lists at least.
    Any(&'static [&'static [Rule]]),
    /// The object has this member.
    Has(&'static str),
    /// Of each element of an array, each value of a map.
    Each(&'static [Rule]),
    /// Of the elements of a tuple, by their positions.
    Elements(&'static [&'static [Rule]]),
    /// Those of a type.
    Of(fn() -> &'static Rules),
}

/// The constraints on an input of an operation.
pub struct InputRule {
    pub(crate) input: Input,
    /// The name of a parameter, the media type of a body.
    pub(crate) name: &'static str,
    pub(crate) rules: &'static [Rule],
}

/// Where an input of an operation goes, and what a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Path,
    Query,
    Header,
    Cookie,
    Json,
    Form,
    Text,
}

/// What is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// The number itself.
    Number,
    /// The characters of a string: RFC 8259, section 7, so code points.
    Characters,
    /// The elements of an array.
    Elements,
    /// The members of an object.
    Members,
}

/// How a measure must stand to its bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

/// The words of the listings.
pub(crate) mod words {
    use super::{Input, InputRule, Measure, Relation, Rule};

    macro_rules! words {
        ($($word:ident => $measure:ident $relation:ident;)+) => {$(
            pub(crate) const fn $word(bound: &'static str) -> Rule {
                Rule::Bound(Measure::$measure, Relation::$relation, bound)
            }
        )+};
    }

    words! {
        minimum => Number AtLeast;
        exclusive_minimum => Number MoreThan;
        maximum => Number AtMost;
        exclusive_maximum => Number LessThan;
        min_length => Characters AtLeast;
        max_length => Characters AtMost;
        min_items => Elements AtLeast;
        max_items => Elements AtMost;
        min_properties => Members AtLeast;
        max_properties => Members AtMost;
    }

    pub(crate) const fn multiple_of(step: &'static str) -> Rule {
        Rule::MultipleOf(step)
    }

    macro_rules! inputs {
        ($($word:ident => $input:ident;)+) => {$(
            pub(crate) const fn $word(name: &'static str, rules: &'static [Rule]) -> InputRule {
                InputRule { input: Input::$input, name, rules }
            }
        )+};
    }

    inputs! {
        path => Path;
        query => Query;
        header => Header;
        cookie => Cookie;
        json => Json;
        form => Form;
        text => Text;
    }
}

/// Whether a value could be read as a variant.
pub(crate) fn fits<Union>(read: Result<Union, JsonError>) -> bool {
    read.is_ok()
}
