//! Operations: what is sent and what comes back.

use super::{
    Check, Docs, Former, Line, Name, Note, OperationRenamed, Output, Paging, ResponseEnum, ResponseHeaders, Rules,
    Streamed, Told, Type, XmlElement,
};
use crate::pointer::Place;

/// The operations of one tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The module and source file.
    pub module: String,
    /// The struct that holds the methods, and the tag; `None` for operations without a tag, which sit on the client.
    pub handle: Option<Handle>,
    /// The operations in document order.
    pub operations: Vec<Operation>,
    /// The enums of several success responses.
    pub outputs: Vec<ResponseEnum>,
    /// The enums of documented errors.
    pub errors: Vec<ResponseEnum>,
    /// The structs of declared headers.
    pub headers: Vec<ResponseHeaders>,
}

impl Group {
    /// The path of what its methods are methods of: the handle, or the client itself.
    pub fn owner(&self) -> String {
        let handle = self.handle.as_ref();
        handle.map_or_else(
            || "Client".to_owned(),
            |handle| format!("api::{}::{}", self.module, handle.name.rust),
        )
    }
}

/// The struct through which the operations of one tag are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    /// The struct's name, and the tag.
    pub name: Name,
    /// The client's method that gives it.
    pub accessor: String,
    /// The tag's description.
    pub docs: Docs,
    /// The note, if it has former names of operations only.
    pub deprecated: Option<Note>,
}

/// Which operation of the document a method is of: its position among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OperationId(pub usize);

/// One operation: one method.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The operation of the document; its other methods have the same.
    pub id: OperationId,
    /// The method, and the `operationId` or, without one, method and path.
    pub name: Name,
    /// The marker type that implements the runtime's `Operation`.
    pub marker: String,
    /// The alias of its request, whose page lists its optional inputs.
    pub request: String,
    /// What it is known by in the lock.
    pub key: String,
    /// Its description; all else that its documentation shows is in the other parts.
    pub docs: OperationDocs,
    /// Where it comes from.
    pub origin: Place,
    /// The note, if the operation is deprecated.
    pub deprecated: Option<Note>,
    /// The HTTP method, upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// Alternatives of combinations of security schemes, by their keys.
    pub security: Vec<Vec<String>>,
    /// The scopes that it needs, by the keys of security schemes.
    pub scopes: Vec<(String, Vec<String>)>,
    /// The constant of its server, if it is not sent to the client's base URL.
    pub server: Option<String>,
    /// The parameters: required ones in the order of the method's arguments, the others as the document has them.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// Other methods, which make the same request with a body of another type.
    pub other_bodies: Vec<OtherBody>,
    /// What success gives.
    pub output: Output,
    /// The type of the documented errors: an enum of the group or, where none are documented, an alias.
    pub error: String,
    /// The struct of the headers that its responses declare.
    pub headers: Option<String>,
    /// The media types of its answers, as the header `Accept` lists them.
    pub accept: String,
    /// The redirects that are responses, by their first and last status: they are declared, so they aren't followed.
    pub redirects: Vec<(u16, u16)>,
    /// The answers that are given as streams.
    pub streamed: Vec<Streamed>,
    /// How its answers lead to further ones, where they are pages.
    pub paging: Option<Paging>,
    /// Its old names.
    pub renamed: OperationRenamed,
    /// Its names on handles that it was called on before.
    pub former: Vec<Former>,
}

/// The prose of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationDocs {
    /// What it does, in one sentence; empty where the description begins with it.
    pub summary: Docs,
    /// The description.
    pub description: Docs,
    /// What its other methods are for.
    pub notes: Docs,
    /// Where it stands, if method and path don't tell.
    pub origin: Option<Line>,
}

/// One parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The argument or setter, and the name on the wire.
    pub name: Name,
    /// Its description, if it has one.
    pub docs: Docs,
    /// Its constraints, the default and an example.
    pub facts: Docs,
    /// The note, if the parameter is deprecated.
    pub deprecated: Option<Note>,
    /// Whether it is an argument; otherwise it is a setter.
    pub required: bool,
    /// The type of the value.
    pub ty: Type,
    /// Where it comes from.
    pub origin: Place,
    /// What its schema says besides.
    pub told: Told,
    /// Where in the request it goes, and how.
    pub location: Location,
    /// The constraints on its values.
    pub rules: Rules,
    /// What a request checks of it.
    pub checks: Vec<Check>,
}

/// Where in the request a parameter goes, and in which style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path {
        /// How a value is written.
        style: Style,
    },
    /// In the query.
    Query {
        /// How a value is written.
        style: Style,
    },
    /// In a header.
    Header {
        /// How a value is written.
        style: Style,
    },
    /// In the `Cookie` header.
    Cookie {
        /// How a value is written.
        style: Style,
    },
}

/// The styles of parameter serialisation: OpenAPI 3.0.4 and 3.1.1, "Style Values", and `content`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The form.
    pub form: StyleForm,
    /// Whether arrays and objects are written as several items.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
}

/// The form of a [`Style`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StyleForm {
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;name=a;name=b`
    Matrix,
    /// `name=a&name=b`
    Form,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a|b`
    PipeDelimited,
    /// `name[key]=a`
    DeepObject,
    /// The JSON text of the value, as `content` says.
    Json,
    /// The whole query, which is the JSON text of the value.
    QueryJson,
    /// The whole query, which is the text.
    QueryText,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether it is an argument; otherwise it is a setter.
    pub required: bool,
    /// What the document says of that, if it says anything.
    pub marked: Option<bool>,
    /// The name of the argument or setter.
    pub name: String,
    /// The type of the value.
    pub ty: Type,
    /// How it is written.
    pub format: BodyFormat,
    /// The media type, as declared.
    pub media_type: String,
    /// The root element, if it is XML.
    pub xml: Option<XmlElement>,
    /// How single properties of a form are written, by their names on the wire.
    pub parts: Vec<(String, PartForm)>,
    /// Its description, if it has one.
    pub docs: Docs,
    /// The constraints on its values, if no type of its own documents them.
    pub facts: Docs,
    /// What other methods are for, which take another type of body.
    pub note: Option<Line>,
    /// The constraints on its values.
    pub rules: Rules,
    /// What a request checks of it.
    pub checks: Vec<Check>,
}

impl Body {
    /// The root elements of what it holds of XML: of itself, or of parts.
    pub fn xml_roots(&self) -> impl Iterator<Item = &XmlElement> {
        let parts = self.parts.iter().filter_map(|(_, form)| match form {
            PartForm::Xml(_, root) => Some(root),
            PartForm::Typed(_) | PartForm::Styled(_) => None,
        });
        self.xml.iter().chain(parts)
    }
}

/// A body of another type than that of an operation's first method, and the method that takes it.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherBody {
    /// The method.
    pub method: String,
    /// The body, which is always an argument.
    pub body: Body,
}

/// How a property of a form is written: OpenAPI 3.1.1, "Encoding Object".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartForm {
    /// As a part of this media type.
    Typed(String),
    /// As XML of this media type, with this root element.
    Xml(String, XmlElement),
    /// As a parameter of this style would be.
    Styled(Style),
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyFormat {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// The same, of which the document doesn't say what parts it has.
    FreeForm,
    /// The text as it is.
    Text,
    /// The bytes as they are.
    Bytes,
}

impl BodyFormat {
    /// Whether requests can check what they send in it.
    pub fn is_read(self) -> bool {
        self != Self::Bytes
    }
}
