//! What documents a type that the document doesn't describe: whose schema it is, in words as far as it goes.

use crate::pointer::Place;
use crate::prose::{self, Line, line};

/// What there is to say, and where the schema stands unless that is said.
pub(super) fn schema(origin: &Place) -> (Line, Option<Line>) {
    match in_words(origin) {
        Some(Words { text, is_whole: true }) => (line!["The schema ", text, "."], None),
        Some(Words { text, .. }) => (line!["The schema of ", text, "."], Some(prose::place(origin))),
        None => (line!["The schema ", prose::place(origin), "."], None),
    }
}

struct Words {
    text: Line,
    /// Whether it is a component itself, of which the name says where it stands.
    is_whole: bool,
}

fn in_words(origin: &Place) -> Option<Words> {
    if !origin.file.is_empty() {
        return None;
    }
    let tokens: Vec<String> = origin.pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match tokens.as_slice() {
        ["components", "schemas", name] => Some(Words {
            text: prose::name(name),
            is_whole: true,
        }),
        ["components", "schemas", name, inside @ ..] => {
            let (path, is_element) = path(inside)?;
            let path = [*name].into_iter().chain(path);
            Some(part(element(prose::code(&joined(path)), is_element)))
        }
        ["paths", route, method, inside @ ..] => {
            let call = prose::code(&format!("{} {route}", method.to_uppercase()));
            let (what, inside) = of_operation(inside)?;
            let (path, is_element) = path(inside)?;
            let whole = line![what, " of ", call];
            let text = match path.is_empty() {
                true => whole,
                false => line![prose::code(&joined(path)), " in ", whole],
            };
            Some(part(element(text, is_element)))
        }
        _ => None,
    }
}

fn part(text: Line) -> Words {
    Words { text, is_whole: false }
}

fn element(text: Line, is_element: bool) -> Line {
    match is_element {
        true => line!["each element of ", text],
        false => text,
    }
}

fn joined<'t>(path: impl IntoIterator<Item = &'t str>) -> String {
    path.into_iter().collect::<Vec<&str>>().join(".")
}

/// The part of an operation, and the rest of the tokens.
fn of_operation<'t, 's>(tokens: &'t [&'s str]) -> Option<(Line, &'t [&'s str])> {
    match tokens {
        ["parameters", _, "schema", inside @ ..] => Some(("a parameter".into(), inside)),
        ["requestBody", "content", _, "schema", inside @ ..] => Some(("the body".into(), inside)),
        ["responses", status, "content", _, "schema", inside @ ..] => {
            Some((line!["the ", prose::code(status), " response"], inside))
        }
        _ => None,
    }
}

/// The names of properties on the way, and whether it ends at the elements of a list; `None` where words don't tell the way.
fn path<'s>(tokens: &[&'s str]) -> Option<(Vec<&'s str>, bool)> {
    let mut names = Vec::new();
    let mut rest = tokens;
    while let ["properties", name, inside @ ..] | ["items", "properties", name, inside @ ..] = rest {
        names.push(*name);
        rest = inside;
    }
    match rest {
        [] => Some((names, false)),
        ["items"] => Some((names, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::Pointer;

    fn documented(pointer: &str) -> (String, Option<String>) {
        let (text, place) = schema(&Place::entry(Pointer::parse(pointer)));
        (text.as_str().to_owned(), place.map(|place| place.as_str().to_owned()))
    }

    #[test]
    fn a_component_is_called_by_its_name() {
        let expected = ("The schema `Pet`.".to_owned(), None);
        assert_eq!(documented("/components/schemas/Pet"), expected);
    }

    #[test]
    fn a_part_of_a_component_is_called_by_its_properties() {
        let pointer = "/components/schemas/Pet/properties/owner/properties/phones/items";
        let (text, place) = documented(pointer);
        assert_eq!(text, "The schema of each element of `Pet.owner.phones`.");
        assert_eq!(place, Some(format!("`#{pointer}`")));
        let pointer = "/components/schemas/Pets/items/properties/tag";
        assert_eq!(documented(pointer).0, "The schema of `Pets.tag`.");
    }

    #[test]
    fn a_part_of_an_operation_is_called_by_the_operation() {
        let pointer = "/paths/~1pets/get/responses/200/content/application~1json/schema/properties/data";
        assert_eq!(
            documented(pointer).0,
            "The schema of `data` in the `200` response of `GET /pets`."
        );
        let pointer = "/paths/~1pets/post/requestBody/content/application~1json/schema";
        assert_eq!(documented(pointer).0, "The schema of the body of `POST /pets`.");
        let pointer = "/paths/~1pets/get/parameters/0/schema/items";
        assert_eq!(
            documented(pointer).0,
            "The schema of each element of a parameter of `GET /pets`."
        );
    }

    #[test]
    fn what_words_do_not_tell_is_its_place() {
        let pointer = "/components/schemas/Pet/oneOf/1";
        assert_eq!(documented(pointer), (format!("The schema `#{pointer}`."), None));
    }
}
