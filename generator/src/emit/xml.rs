//! `src/xml.rs`: where the properties of types are in XML bodies.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::Scope;
use super::uses::Uses;
use super::{Content, Maker, Piece, SourceFile};
use crate::ir::{Api, Docs, XmlAbsence, XmlContent, XmlElement, XmlMember, XmlName, XmlNode, XmlObject};

/// The module of the runtime.
const XML: &str = "crate::runtime::xml";

/// `src/xml.rs`, where a body is XML.
pub(super) fn file(api: &Api) -> Option<Maker<'_>> {
    api.has_xml().then(|| -> Maker<'_> { Box::new(|| layouts(api)) })
}

fn layouts(api: &Api) -> SourceFile<'_> {
    let mut tables = Tables {
        api,
        uses: Uses::default(),
        module: quote!(),
    };
    let items: Vec<TokenStream> = api.xml.values().map(|object| tables.object(object)).collect();
    let used_by_operations = Piece::Items(quote!(
        pub(crate) use crate::runtime::xml::{Content, from_bytes, of, page, to_xml};
    ));
    let uses = Piece::Uses(tables.uses);
    let items = items.into_iter().map(Piece::Items);
    SourceFile {
        path: "src/xml.rs".into(),
        content: Content::Rust {
            docs: Docs::of([
                "Where the properties of types are in XML bodies.",
                "",
                "A property is in an element of its own name, unless its line says otherwise.",
            ]),
            items: Box::new(std::iter::once(used_by_operations).chain(items).chain([uses])),
        },
    }
}

/// The root element of a body, as operations refer to it.
pub(super) fn root(scope: &mut Scope<'_>, root: &XmlElement) -> TokenStream {
    let mut tables = Tables::of_operations(scope);
    match root.content {
        XmlContent::Object(_) => tables.item(root),
        _ => {
            // A content that isn't a table of its own has to be made one here.
            let content = tables.content(&root.content);
            let name = &root.name.local;
            let within = within(&root.name);
            quote!(xml::of(#name, const { #content }) #within)
        }
    }
}

/// The content of a root element, as operations refer to it.
pub(super) fn content(scope: &mut Scope<'_>, content: &XmlContent) -> TokenStream {
    Tables::of_operations(scope).content(content)
}

/// How tables refer to each other.
struct Tables<'a> {
    api: &'a Api,
    uses: Uses,
    /// The path to the module of the tables.
    module: TokenStream,
}

impl<'a> Tables<'a> {
    fn of_operations(scope: &mut Scope<'a>) -> Self {
        scope.uses.add("crate", "xml");
        Self {
            api: scope.api,
            uses: Uses::default(),
            module: quote!(xml::),
        }
    }

    fn object(&mut self, object: &XmlObject) -> TokenStream {
        let name = ident(&object.name);
        let members: Vec<TokenStream> = object.members.iter().map(|member| self.member(member)).collect();
        let content = match &object.others {
            None => quote!(Content::Object(&[#(#members),*])),
            Some(others) => {
                let others = self.content(others);
                quote!(Content::Map(&[#(#members),*], #others))
            }
        };
        quote!(pub(crate) static #name: Content = #content;)
    }

    fn member(&mut self, member: &XmlMember) -> TokenStream {
        let property = &member.property;
        let (function, value, name) = match &member.node {
            XmlNode::Attribute(name, content) => ("attribute", self.content(content), Some(name)),
            XmlNode::Element(element) => ("element", self.content(&element.content), Some(&element.name)),
            XmlNode::Wrapped(name, item) => ("wrapped", self.item(item), Some(name)),
            XmlNode::List(item) => ("list", self.item(item), None),
            XmlNode::Text(content) => ("text", self.content(content), None),
            XmlNode::Cdata(content) => ("cdata", self.content(content), None),
            XmlNode::Inside(content) => ("inside", self.content(content), None),
        };
        self.uses.add(XML, function);
        let function = ident(function);
        let named = name.and_then(|name| named(property, name));
        let absence = match member.absence {
            XmlAbsence::Absent => None,
            XmlAbsence::Required => Some(quote!(.required())),
            XmlAbsence::Null => Some(quote!(.nullable())),
        };
        quote!(#function(#property, #value) #named #absence)
    }

    /// An element, by its name and content.
    fn item(&mut self, item: &XmlElement) -> TokenStream {
        let (name, content) = (&item.name.local, self.content(&item.content));
        let (module, within) = (&self.module, within(&item.name));
        quote!(#module of(#name, #content) #within)
    }

    /// A reference to a content.
    fn content(&mut self, content: &XmlContent) -> TokenStream {
        let module = &self.module;
        let kind = match content {
            XmlContent::Text => "Text",
            XmlContent::Token => "Token",
            XmlContent::Number => "Number",
            XmlContent::Boolean => "Boolean",
            XmlContent::Any => "Any",
            XmlContent::List(item) => {
                let item = self.item(item);
                let module = &self.module;
                return quote!(&#module Content::List(#item));
            }
            XmlContent::Map(values) => {
                let values = self.content(values);
                let module = &self.module;
                return quote!(&#module Content::Map(&[], #values));
            }
            XmlContent::Object(index) => {
                let name = self.api.xml.get(index).map_or("Any", |object| &object.name);
                let name = ident(name);
                return quote!(&#module #name);
            }
        };
        let kind = ident(kind);
        quote!(&#module Content::#kind)
    }
}

/// The name of an element or attribute, where it isn't that of its property.
fn named(property: &str, name: &XmlName) -> Option<TokenStream> {
    let XmlName {
        prefix,
        local,
        namespace,
    } = name;
    match (prefix.is_empty() && namespace.is_empty(), local == property) {
        (true, true) => None,
        (true, false) => Some(quote!(.named(#local))),
        (false, _) => Some(quote!(.within(#prefix, #local, #namespace))),
    }
}

fn within(name: &XmlName) -> Option<TokenStream> {
    let (prefix, namespace) = (&name.prefix, &name.namespace);
    let is_plain = prefix.is_empty() && namespace.is_empty();
    (!is_plain).then(|| quote!(.within(#prefix, #namespace)))
}
