//! JSON as XML.

use super::layout::{Content, Element, Member, Name, Node};
use super::parse::INSTANCE;
use crate::runtime::http::Tree;

/// Why a value has no form in XML.
type Problem = String;

/// The XML text of a value.
pub(crate) fn to_xml(value: &Tree, root: &Element) -> Result<String, Problem> {
    let mut writer = Writer {
        text: r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned(),
        namespaces: Vec::new(),
    };
    writer.element(&root.name.into(), root.content, value)?;
    Ok(writer.text)
}

struct Writer {
    text: String,
    /// The namespaces in scope, by their prefixes, the innermost last.
    namespaces: Vec<(String, String)>,
}

/// A name that may come from a value.
#[derive(Clone, Copy)]
struct AnyName<'n> {
    prefix: &'n str,
    local: &'n str,
    namespace: &'n str,
}

impl From<Name> for AnyName<'static> {
    fn from(name: Name) -> Self {
        Self {
            prefix: name.prefix,
            local: name.local,
            namespace: name.namespace,
        }
    }
}

impl<'n> AnyName<'n> {
    /// The name of an undeclared property.
    fn undeclared(local: &'n str) -> Result<Self, Problem> {
        let is_first = |letter: char| letter.is_alphabetic() || letter == '_';
        let is_other = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
        match local.starts_with(is_first) && local.chars().all(is_other) {
            true => Ok(Self {
                prefix: "",
                local,
                namespace: "",
            }),
            false => Err(format!("`{}` can't be a name in XML", local.escape_debug())),
        }
    }
}

impl Writer {
    fn element(&mut self, name: &AnyName<'_>, content: &Content, value: &Tree) -> Result<(), Problem> {
        let outer = self.namespaces.len();
        self.text.push('<');
        self.name(name);
        self.declare(name);
        match value {
            Tree::Null => self.nil(),
            value => {
                self.attributes(content, value)?;
                self.text.push('>');
                let start = self.text.len();
                self.content(content, value)?;
                self.end(name, start);
            }
        }
        self.namespaces.truncate(outer);
        Ok(())
    }

    /// Ends an element whose content begins at `start`.
    fn end(&mut self, name: &AnyName<'_>, start: usize) {
        if self.text.len() == start {
            self.text.pop();
            self.text.push_str("/>");
            return;
        }
        self.text.push_str("</");
        self.name(name);
        self.text.push('>');
    }

    fn name(&mut self, name: &AnyName<'_>) {
        if !name.prefix.is_empty() {
            self.text.push_str(name.prefix);
            self.text.push(':');
        }
        self.text.push_str(name.local);
    }

    /// Declares the namespace of a name, unless it is in scope.
    fn declare(&mut self, name: &AnyName<'_>) {
        let mut in_scope = self.namespaces.iter().rev();
        let known = in_scope.find(|(prefix, _)| prefix == name.prefix);
        if name.namespace.is_empty() || known.is_some_and(|(_, namespace)| namespace == name.namespace) {
            return;
        }
        let prefix = name.prefix;
        let colon = if prefix.is_empty() { "" } else { ":" };
        self.text.push_str(&format!(" xmlns{colon}{prefix}=\""));
        self.text.push_str(&quoted(name.namespace));
        self.text.push('"');
        self.namespaces.push((prefix.to_owned(), name.namespace.to_owned()));
    }

    /// Marks an element as null: XML Schema 1.1, part 1, section 2.7.2.
    fn nil(&mut self) {
        self.declare(&AnyName {
            prefix: "xsi",
            local: "nil",
            namespace: INSTANCE,
        });
        self.text.push_str(" xsi:nil=\"true\"/>");
    }

    fn attributes(&mut self, content: &Content, value: &Tree) -> Result<(), Problem> {
        let Tree::Members(values) = value else { return Ok(()) };
        for member in content.members() {
            let Some(value) = valued(values, member) else { continue };
            match &member.node {
                Node::Attribute(name, _) if !value.is_null() => self.attribute(&(*name).into(), value)?,
                Node::Inside(content) => self.attributes(content, value)?,
                _ => {}
            }
        }
        for (name, value) in others(content, values) {
            if let Some(name) = name.strip_prefix('@') {
                self.attribute(&AnyName::undeclared(name)?, value)?;
            }
        }
        Ok(())
    }

    fn attribute(&mut self, name: &AnyName<'_>, value: &Tree) -> Result<(), Problem> {
        self.declare(name);
        self.text.push(' ');
        self.name(name);
        self.text.push_str("=\"");
        self.text.push_str(&quoted(&checked(value)?));
        self.text.push('"');
        Ok(())
    }

    fn content(&mut self, content: &Content, value: &Tree) -> Result<(), Problem> {
        match (content, value) {
            (Content::List(item), Tree::List(values)) => self.items(item, values),
            (_, Tree::Members(values)) => self.members(content, values),
            (_, Tree::List(_)) => Err("a list within a list has no form in XML".to_owned()),
            (_, scalar) => self.scalar(scalar),
        }
    }

    fn items(&mut self, item: &Element, values: &[Tree]) -> Result<(), Problem> {
        let name = item.name.into();
        values
            .iter()
            .try_for_each(|value| self.element(&name, item.content, value))
    }

    fn members(&mut self, content: &Content, values: &[(String, Tree)]) -> Result<(), Problem> {
        for member in content.members() {
            if let Some(value) = valued(values, member) {
                self.member(&member.node, value)?;
            }
        }
        for (name, value) in others(content, values).filter(|(name, _)| !name.starts_with('@')) {
            match (name.as_str(), value) {
                ("#text", text) => self.scalar(text)?,
                (name, Tree::List(values)) => {
                    let name = AnyName::undeclared(name)?;
                    values
                        .iter()
                        .try_for_each(|value| self.element(&name, content.others(), value))?;
                }
                (name, value) => self.element(&AnyName::undeclared(name)?, content.others(), value)?,
            }
        }
        Ok(())
    }

    fn member(&mut self, node: &Node, value: &Tree) -> Result<(), Problem> {
        match (node, value) {
            (Node::Attribute(..), _) => Ok(()),
            (Node::Element(element), value) => self.element(&element.name.into(), element.content, value),
            (Node::Wrapped(name, item), value) => self.element(&(*name).into(), &Content::List(*item), value),
            (Node::List(item), Tree::List(values)) => self.items(item, values),
            (Node::Inside(content), Tree::Members(values)) => self.members(content, values),
            (Node::Cdata(_), text) => self.cdata(text),
            (Node::Text(_), text) => self.scalar(text),
            (Node::List(_) | Node::Inside(_), _) => Ok(()),
        }
    }

    fn scalar(&mut self, value: &Tree) -> Result<(), Problem> {
        let text = escaped(&checked(value)?);
        self.text.push_str(&text);
        Ok(())
    }

    fn cdata(&mut self, value: &Tree) -> Result<(), Problem> {
        let text = checked(value)?.replace("]]>", "]]]]><![CDATA[>");
        if !text.is_empty() {
            self.text.push_str("<![CDATA[");
            self.text.push_str(&text);
            self.text.push_str("]]>");
        }
        Ok(())
    }
}

fn valued<'v>(values: &'v [(String, Tree)], member: &Member) -> Option<&'v Tree> {
    let named = values.iter().find(|(name, _)| name == member.property);
    named.map(|(_, value)| value)
}

/// The members of a value that its content doesn't declare.
fn others<'v>(content: &Content, values: &'v [(String, Tree)]) -> impl Iterator<Item = &'v (String, Tree)> {
    let members = content.members();
    values
        .iter()
        .filter(|(name, _)| !members.iter().any(|member| member.property == name))
}

/// The text of a scalar, if XML can have each of its characters: XML 1.0, section 2.2.
fn checked(value: &Tree) -> Result<String, Problem> {
    let text = value.text();
    let is_refused = |letter: &char| {
        let is_control = *letter < ' ' && !matches!(letter, '\t' | '\n' | '\r');
        is_control || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    match text.chars().find(is_refused) {
        Some(letter) => Err(format!(
            "a text has the character U+{:04X}, which XML can't have",
            u32::from(letter)
        )),
        None => Ok(text),
    }
}

/// A text in an element. A carriage return would be read as the end of a line.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('\r', "&#13;")
}

/// A text in an attribute, where all white space would be read as spaces.
fn quoted(text: &str) -> String {
    let text = escaped(text).replace('"', "&quot;");
    text.replace('\n', "&#10;").replace('\t', "&#9;")
}
