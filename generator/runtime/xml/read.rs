//! XML as the JSON that it stands for.

use std::collections::HashMap;

use super::layout::{Absence, Content, Element, Member, Node};
use super::parse::{self, Parsed};
use crate::runtime::http::Tree;
use crate::runtime::json::{self, JsonError};

/// The JSON that an XML text stands for, if its root element has this content. The name of the root isn't looked at.
pub(crate) fn to_json(text: &str, content: &Content) -> Result<String, JsonError> {
    let root = parse::root(text)?;
    Ok(json::to_string(&value(&root, content)))
}

fn value(element: &Parsed, content: &Content) -> Tree {
    if element.is_nil {
        return Tree::Null;
    }
    match content {
        Content::Any => any(element),
        Content::List(item) => Tree::List(all_items(element, item)),
        Content::Object(_) | Content::Map(..) => Tree::Members(object(element, content)),
        scalar => text(scalar, &element.text),
    }
}

/// A scalar by its text. What isn't written as its type demands is a string, which the type then refuses.
fn text(content: &Content, text: &str) -> Tree {
    let trimmed = text.trim();
    match (content, trimmed) {
        (Content::Token | Content::Number | Content::Boolean, "") => Tree::Null,
        (Content::Token, token) => Tree::Text(token.to_owned()),
        (Content::Boolean, "true" | "1") => Tree::Literal("true".to_owned()),
        (Content::Boolean, "false" | "0") => Tree::Literal("false".to_owned()),
        (Content::Number, digits) => number(digits).map_or_else(|| Tree::Text(digits.to_owned()), Tree::Literal),
        _ => Tree::Text(text.to_owned()),
    }
}

/// A number of XML Schema 1.1, part 2, section 3.3.3, as JSON writes it: without a plus sign or leading zeros.
fn number(text: &str) -> Option<String> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => ("-", text),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let power = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let is_number = whole.len() + fraction.len() > 0 && !power.is_empty();
    if !is_number || ![whole, fraction, power].into_iter().all(are_digits) {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if fraction.is_empty() { "" } else { "." };
    let exponent = if text.contains(['e', 'E']) {
        format!("e{exponent}")
    } else {
        String::new()
    };
    Some(format!("{sign}{whole}{point}{fraction}{exponent}"))
}

/// The elements of a list that are alone in an element: by their name or, if none has it, all.
fn all_items(element: &Parsed, item: &Element) -> Vec<Tree> {
    let named = items(element, item);
    match named.is_empty() {
        true => element
            .children
            .iter()
            .map(|child| value(child, item.content))
            .collect(),
        false => named,
    }
}

fn items(element: &Parsed, item: &Element) -> Vec<Tree> {
    let children = element.children.iter();
    let named = children.filter(|child| child.name == item.name.local);
    named.map(|child| value(child, item.content)).collect()
}

fn object(element: &Parsed, content: &Content) -> Vec<(String, Tree)> {
    let members = content.members();
    let mut found = properties(element, members);
    let others = Others::of(element, content);
    let is_declared = |name: &str| members.iter().any(|member| member.property == name);
    found.extend(others.members.into_iter().filter(|(name, _)| !is_declared(name)));
    found
}

fn property(element: &Parsed, member: &Member, members: &[Member]) -> Option<Tree> {
    let is_required = member.absence == Absence::Required;
    let found = match &member.node {
        Node::Attribute(name, content) => element.attribute(name.local).map(|found| text(content, found)),
        Node::Element(declared) => {
            // Some servers name the element of a referenced schema after the property.
            let is_free = |child: &&Parsed| !has_element(members, &child.name);
            let by_property = || element.child(member.property).filter(is_free);
            let child = element.child(declared.name.local).or_else(by_property);
            child.map(
                |child| match !is_required && stands_for_nothing(child, declared.content) {
                    true => Tree::Null,
                    false => value(child, declared.content),
                },
            )
        }
        Node::List(item) => Some(items(element, item))
            .filter(|items| is_required || !items.is_empty())
            .map(Tree::List),
        Node::Wrapped(name, item) => element.child(name.local).map(|wrapper| match wrapper.is_nil {
            true => Tree::Null,
            false => Tree::List(all_items(wrapper, item)),
        }),
        Node::Text(content) | Node::Cdata(content) => own_text(element)
            .map(|found| text(content, found))
            .or(is_required.then(|| text(content, ""))),
        Node::Inside(content) => Some(properties(element, content.members()))
            .filter(|members| is_required || !members.is_empty())
            .map(Tree::Members),
    };
    found.or((member.absence == Absence::Null).then_some(Tree::Null))
}

/// The text of an element, unless that only sets its children apart.
fn own_text(element: &Parsed) -> Option<&str> {
    let text = match element.children.is_empty() {
        true => element.text.as_str(),
        false => element.text.trim(),
    };
    (!text.is_empty()).then_some(text)
}

/// The declared properties of an object.
fn properties(element: &Parsed, members: &[Member]) -> Vec<(String, Tree)> {
    members
        .iter()
        .filter_map(|member| Some((member.property.to_owned(), property(element, member, members)?)))
        .collect()
}

/// Whether an element is there that has nothing of what its object needs.
fn stands_for_nothing(element: &Parsed, content: &Content) -> bool {
    let needs_more = |member: &Member| member.absence == Absence::Required && !matches!(member.node, Node::List(_));
    element.is_empty() && content.members().iter().any(needs_more)
}

/// An element that no schema describes.
fn any(element: &Parsed) -> Tree {
    match element.attributes.is_empty() && element.children.is_empty() {
        true => Tree::Text(element.text.clone()),
        false => Tree::Members(Others::of(element, &Content::Any).members),
    }
}

/// What of an element its content doesn't declare: attributes as `@name`, elements by their name (several as a list), and
/// text as `#text`.
struct Others {
    members: Vec<(String, Tree)>,
    /// Where in them a name is.
    places: HashMap<String, usize>,
}

impl Others {
    fn of(element: &Parsed, content: &Content) -> Self {
        let mut others = Self {
            members: Vec::new(),
            places: HashMap::new(),
        };
        let declared = content.members();
        let is_kept_as_json = matches!(content.others(), Content::Any);
        let attributes = element.attributes.iter();
        for (name, value) in attributes.filter(|(name, _)| is_kept_as_json && !has_attribute(declared, name)) {
            others.add(format!("@{name}"), Tree::Text(value.clone()));
        }
        for child in element
            .children
            .iter()
            .filter(|child| !has_element(declared, &child.name))
        {
            others.add(child.name.clone(), value(child, content.others()));
        }
        if let Some(text) = own_text(element).filter(|_| is_kept_as_json && !has_text(declared)) {
            others.add("#text".to_owned(), Tree::Text(text.to_owned()));
        }
        others
    }

    fn add(&mut self, name: String, value: Tree) {
        let place = *self.places.entry(name.clone()).or_insert(self.members.len());
        match self.members.get_mut(place) {
            None => self.members.push((name, value)),
            Some((_, Tree::List(items))) => items.push(value),
            Some((_, only)) => {
                let first = std::mem::replace(only, Tree::Null);
                *only = Tree::List(vec![first, value]);
            }
        }
    }
}

fn has_attribute(members: &[Member], name: &str) -> bool {
    members.iter().any(|member| match &member.node {
        Node::Attribute(known, _) => known.local == name,
        Node::Inside(content) => has_attribute(content.members(), name),
        _ => false,
    })
}

fn has_element(members: &[Member], name: &str) -> bool {
    members.iter().any(|member| match &member.node {
        Node::Element(element) | Node::List(element) => element.name.local == name,
        Node::Wrapped(known, _) => known.local == name,
        Node::Inside(content) => has_element(content.members(), name),
        _ => false,
    })
}

fn has_text(members: &[Member]) -> bool {
    members.iter().any(|member| match &member.node {
        Node::Text(_) | Node::Cdata(_) => true,
        Node::Inside(content) => has_text(content.members()),
        _ => false,
    })
}
