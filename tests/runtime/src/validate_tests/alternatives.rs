//! Constraints of which one is enough.

use super::words;
use crate::runtime::json::json_object;
use crate::runtime::rules::rules;

/// Somebody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    email: Option<String>,
    code: Option<String>,
}

json_object! { Person {
    "email" => email: optional,
    "code" => code: optional,
} }

rules! { Person {
    self => [any [[has "email"], [has "code", min_properties 2]]],
    "email" => [format "email", pattern r"^\S+@(?!x)\p{L}"],
    "code" => [any [[min_length 8], [min_length 1, max_length 2], [pattern "^\\-"]]],
} }

#[test]
fn one_of_several_lists_must_hold() {
    let person = |email: Option<&str>, code: Option<&str>| {
        let (email, code) = (email.map(str::to_owned), code.map(str::to_owned));
        Person { email, code }.validate()
    };
    assert_eq!(person(Some("a@b.c"), Some("12345678")), Ok(()));
    assert_eq!(person(Some("a@b.c"), Some("12")), Ok(()));
    assert_eq!(
        words(person(None, Some("123"))),
        [
            "must have the property `email`, or must have at least 2 properties",
            "/code: must have at least 8 characters, or must have at most 2 characters, or must match the pattern `^\\-`",
        ]
    );
    assert_eq!(person(Some("a@b.c"), Some("-23")), Ok(()));
    assert_eq!(
        words(person(Some("a@x.c"), None)),
        [r"/email: must match the pattern `^\S+@(?!x)\p{L}`"]
    );
    assert_eq!(
        words(person(Some("a@é!"), None)),
        ["/email: must be of the format `email`"]
    );
}
