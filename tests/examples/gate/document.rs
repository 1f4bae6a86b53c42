//! The document as it was read: raw values, and references followed by hand. Nothing of the generator's own understanding
//! of schemas is used here.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use clientwright::source::Source;
use clientwright_tests::references::{Target, target};
use regex::Regex;
use serde_json::{Map, Value};

use crate::unions::{self, Union};

/// A schema and the file that its references are relative to.
#[derive(Clone, Copy)]
pub(crate) struct Node<'d> {
    pub(crate) value: &'d Value,
    pub(crate) file: &'d str,
    /// The outermost schema on the way here that binds what `$dynamicRef` refers to: JSON Schema 2020-12, section 8.2.3.2.
    binding: Option<&'d Value>,
}

/// What a schema's values are made for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// Values of all that it stands for.
    Whole,
    /// A part of an `allOf`: values of a parent by itself.
    Part,
}

/// The values that were made before, by the schema, its binding, what they are for and how deep they stand.
type Made = HashMap<(usize, usize, Role, usize), Vec<Value>>;

/// The unions that were read before, by the schema and its binding.
type Unions<'d> = HashMap<(usize, usize), Rc<[Union<'d>]>>;

pub(crate) struct Document<'d> {
    source: &'d Source,
    made: RefCell<Made>,
    /// The components that have another schema in their `allOf`, by that schema.
    children: HashMap<*const Value, Vec<(&'d str, Node<'d>)>>,
    patterns: RefCell<HashMap<&'d str, Option<Regex>>>,
    unions: RefCell<Unions<'d>>,
}

impl<'d> Document<'d> {
    pub(crate) fn new(source: &'d Source) -> Self {
        let mut document = Self {
            source,
            made: RefCell::default(),
            children: HashMap::new(),
            patterns: RefCell::default(),
            unions: RefCell::default(),
        };
        let mut children: HashMap<*const Value, Vec<(&'d str, Node<'d>)>> = HashMap::new();
        for (name, schema) in document.components() {
            for parent in schema
                .list("allOf")
                .into_iter()
                .filter_map(|part| document.target(part))
            {
                children
                    .entry(std::ptr::from_ref(parent.value))
                    .or_default()
                    .push((name, schema));
            }
        }
        document.children = children;
        document
    }

    /// The components that have a schema in their `allOf`, directly or through others, in the order of their names, and at the
    /// end the schema itself; none if it is no component or has no such children.
    pub(crate) fn family(&self, parent: Node<'d>) -> Vec<(&'d str, Node<'d>)> {
        let mut found: Vec<(&'d str, Node<'d>)> = Vec::new();
        let mut open = vec![parent];
        while let Some(schema) = open.pop() {
            let direct = self.children.get(&std::ptr::from_ref(schema.value));
            for (name, child) in direct.into_iter().flatten() {
                let is_known = found.iter().any(|(known, _)| known == name);
                if !is_known && !std::ptr::eq(child.value, parent.value) {
                    found.push((name, *child));
                    open.push(*child);
                }
            }
        }
        found.sort_by_key(|(name, _)| *name);
        let components = self.components().into_iter();
        let mut own = components.filter(|(_, component)| std::ptr::eq(component.value, parent.value));
        match own.next().filter(|_| !found.is_empty()) {
            Some(own) => found.into_iter().chain([own]).collect(),
            None => Vec::new(),
        }
    }

    /// The unions that a schema is, found out once.
    pub(crate) fn unions(&self, schema: Node<'d>) -> Rc<[Union<'d>]> {
        let is_none = ["oneOf", "anyOf"].iter().all(|key| schema.value.get(*key).is_none());
        if is_none && unions::discriminator(schema).is_none() {
            return Rc::from([]);
        }
        let key = schema.identity();
        if let Some(known) = self.unions.borrow().get(&key) {
            return Rc::clone(known);
        }
        let found: Rc<[Union<'d>]> = unions::unions(self, schema).into();
        self.unions.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    /// The members of an `allOf`, each with whether it is one part of several things that are said: a schema that says nothing
    /// beside its only member is that member.
    pub(crate) fn parts(&self, schema: Node<'d>) -> Vec<(Node<'d>, bool)> {
        let parts = schema.list("allOf");
        let others = ["properties", "oneOf", "anyOf", "discriminator"];
        let is_one_of_several = parts.len() > 1 || others.iter().any(|key| schema.value.get(*key).is_some());
        parts.into_iter().map(|part| (part, is_one_of_several)).collect()
    }

    /// The schemas of a schema's `patternProperties` that describe the member of a name.
    pub(crate) fn by_pattern(&self, schema: Node<'d>, name: &str) -> Vec<Node<'d>> {
        let described = schema.members("patternProperties").into_iter();
        described
            .filter(|(pattern, _)| self.is_match(pattern, name))
            .map(|(_, schema)| schema)
            .collect()
    }

    /// Whether a name fits a pattern; one that can't be understood fits none.
    pub(crate) fn is_match(&self, pattern: &'d str, name: &str) -> bool {
        let mut patterns = self.patterns.borrow_mut();
        let pattern = patterns.entry(pattern).or_insert_with(|| Regex::new(pattern).ok());
        pattern.as_ref().is_some_and(|pattern| pattern.is_match(name))
    }

    /// The names that a schema requires: those of its list, and those of properties that say so themselves, as in drafts
    /// before the fourth.
    pub(crate) fn required(&self, schema: Node<'d>) -> Vec<&'d str> {
        let own = self.properties(schema).into_iter();
        let flagged = own
            .filter(|(_, property)| property.flag("required"))
            .map(|(name, _)| name);
        schema.required().into_iter().chain(flagged).collect()
    }

    /// The values of a schema at a depth, made by `make` the first time.
    pub(crate) fn remembered(
        &self,
        (schema, role): (Node<'_>, Role),
        depth: usize,
        make: impl FnOnce() -> Vec<Value>,
    ) -> Vec<Value> {
        let (value, binding) = schema.identity();
        let key = (value, binding, role, depth);
        if let Some(made) = self.made.borrow().get(&key) {
            return made.clone();
        }
        let made = make();
        self.made.borrow_mut().insert(key, made.clone());
        made
    }

    /// The component schemas of the entry document.
    pub(crate) fn components(&self) -> Vec<(&'d str, Node<'d>)> {
        let schemas = self
            .root("")
            .and_then(|root| root.pointer("/components/schemas")?.as_object());
        let named = schemas.into_iter().flatten();
        named
            .map(|(name, value)| (name.as_str(), Node::new(value, "")))
            .collect()
    }

    /// The path items of the entry document.
    pub(crate) fn paths(&self) -> Vec<(&'d str, Node<'d>)> {
        let root = self.root("").map(|value| Node::new(value, ""));
        root.map(|root| root.members("paths")).unwrap_or_default()
    }

    /// The properties that a schema declares by its own keywords; where a reference stands for all of them, those that it
    /// leads to.
    pub(crate) fn properties(&self, schema: Node<'d>) -> Vec<(&'d str, Node<'d>)> {
        let properties = schema.get("properties");
        let reference = properties.and_then(|properties| Some((properties, properties.text("$ref")?)));
        match reference {
            Some((properties, reference)) => self.follow(properties, reference).map(Node::all).unwrap_or_default(),
            None => properties.map(Node::all).unwrap_or_default(),
        }
    }

    /// Whether a property, or what it refers to, says a keyword.
    pub(crate) fn says(&self, property: Node<'d>, keyword: &str) -> bool {
        let target = self.target(property);
        property.flag(keyword) || target.is_some_and(|target| target.flag(keyword))
    }

    fn root(&self, file: &str) -> Option<&'d Value> {
        self.source.files.get(file)?.value.as_ref()
    }

    /// What stands at a place.
    pub(crate) fn at(&self, file: &str, pointer: &str) -> Option<Node<'d>> {
        let (file, source) = self.source.files.get_key_value(file)?;
        let value = source.value.as_ref()?.pointer(pointer)?;
        Some(Node::new(value, file))
    }

    /// What a reference leads to.
    pub(crate) fn follow(&self, from: Node<'d>, reference: &str) -> Option<Node<'d>> {
        let Target { value, file, .. } = target(self.source, from.file, reference)?;
        Some(Node {
            value,
            file,
            binding: from.binding.or_else(|| from.binds().then_some(from.value)),
        })
    }

    /// The schema that this one refers to, which is the bound one where there is `$dynamicRef`.
    pub(crate) fn target(&self, schema: Node<'d>) -> Option<Node<'d>> {
        if let Some(reference) = schema.text("$ref") {
            return self.follow(schema, reference);
        }
        let name = schema.text("$dynamicRef")?.rsplit('#').next()?;
        let bound = schema.binding?.get("$defs")?.as_object()?.values();
        let is_meant = |value: &&Value| value.get("$dynamicAnchor").and_then(Value::as_str) == Some(name);
        bound
            .filter(|value| is_meant(value))
            .map(|value| Node { value, ..schema })
            .next()
    }
}

impl<'d> Node<'d> {
    fn new(value: &'d Value, file: &'d str) -> Self {
        Self {
            value,
            file,
            binding: None,
        }
    }

    /// What tells it from others: where it stands, and what binds its dynamic references.
    fn identity(self) -> (usize, usize) {
        let binding = self.binding.map_or(0, |binding| std::ptr::from_ref(binding) as usize);
        (std::ptr::from_ref(self.value) as usize, binding)
    }

    /// Whether it gives names of `$dynamicRef` a meaning.
    fn binds(self) -> bool {
        let named = self.members("$defs");
        named.iter().any(|(_, schema)| schema.text("$dynamicAnchor").is_some())
    }

    pub(crate) fn get(self, key: &str) -> Option<Node<'d>> {
        self.value.get(key).map(|value| Node { value, ..self })
    }

    /// The member of an object, or the element of an array.
    pub(crate) fn step(self, token: &str) -> Option<Node<'d>> {
        let value = match self.value {
            Value::Array(elements) => elements.get(token.parse::<usize>().ok()?)?,
            value => value.get(token)?,
        };
        Some(Node { value, ..self })
    }

    /// The format, which is read without what stands around the word by mistake.
    pub(crate) fn format(self) -> Option<&'d str> {
        self.text("format")
            .map(|format| format.trim_matches(|letter: char| !letter.is_alphanumeric()))
    }

    pub(crate) fn text(self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    pub(crate) fn flag(self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    pub(crate) fn list(self, key: &str) -> Vec<Node<'d>> {
        let elements = self.value.get(key).and_then(Value::as_array).into_iter().flatten();
        elements.map(|value| Node { value, ..self }).collect()
    }

    pub(crate) fn members(self, key: &str) -> Vec<(&'d str, Node<'d>)> {
        self.get(key).map(Self::all).unwrap_or_default()
    }

    /// All members of an object.
    fn all(self) -> Vec<(&'d str, Node<'d>)> {
        let members = self.value.as_object().into_iter().flatten();
        members
            .map(|(name, value)| (name.as_str(), Node { value, ..self }))
            .collect()
    }

    /// The alternatives of `oneOf` or `anyOf`. One that says nothing but `nullable` means null, as generators for 3.0 write
    /// it, although by the letter it allows anything.
    pub(crate) fn alternatives(self, key: &str) -> (Vec<Node<'d>>, bool) {
        let members = self.list(key);
        let is_null = |member: &Node<'_>| {
            let is_prose = |key: &String| ["nullable", "description", "title", "example"].contains(&key.as_str());
            let keywords = member.value.as_object();
            member.flag("nullable") && keywords.is_some_and(|keywords| keywords.keys().all(is_prose))
        };
        match members.len() {
            0 | 1 => (members, false),
            _ => {
                let (nulls, others): (Vec<_>, Vec<_>) = members.into_iter().partition(is_null);
                (others, !nulls.is_empty())
            }
        }
    }

    fn required(self) -> Vec<&'d str> {
        let names = self
            .value
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        names.filter_map(Value::as_str).collect()
    }

    /// The types that the schema names, `null` apart, and whether it allows null.
    pub(crate) fn types(self) -> (Vec<&'d str>, bool) {
        let named: Vec<&str> = match self.value.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let listed = self.value.get("enum").and_then(Value::as_array);
        let null_listed = listed.is_some_and(|values| values.contains(&Value::Null));
        let is_nullable = named.contains(&"null") || self.flag("nullable") || null_listed;
        // A size of integers is a format of `number` in OpenAPI's registry.
        let is_whole = self.format().is_some_and(|format| INTEGERS.contains(&format));
        let types = named.into_iter().filter(|name| *name != "null");
        let types = types.map(|name| if name == "number" && is_whole { "integer" } else { name });
        (types.collect(), is_nullable)
    }
}

/// The formats of integers.
const INTEGERS: [&str; 10] = [
    "int8", "int16", "int32", "int64", "int128", "uint8", "uint16", "uint32", "uint64", "uint128",
];

/// An object of these members.
pub(crate) fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let members: Map<String, Value> = members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    Value::Object(members)
}
