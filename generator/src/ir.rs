//! The client crate as plain data: every name is final, every Rust type is chosen, every text is ready to print.
//!
//! [`crate::lower`] decides, [`crate::emit`] prints. Nothing here refers to OpenAPI's own model.

use std::collections::BTreeSet;

/// A whole client crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The crate as a package.
    pub package: Package,
    /// The crate's documentation, from `info`.
    pub docs: Docs,
    /// What the client itself knows: base URL and credentials.
    pub client: ClientFacts,
    /// One group of operations per tag, and one for the untagged.
    pub groups: Vec<Group>,
    /// All types; [`TypeId`] is an index into it.
    pub types: Vec<TypeDef>,
    /// One source file per component schema, with its inline children beside it.
    pub files: Vec<TypeFile>,
    /// The published crates that the chosen scalars need.
    pub scalars: BTreeSet<ScalarCrate>,
}

/// The name and version of the emitted package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The package's name in `Cargo.toml`.
    pub name: String,
    /// The name by which code refers to the crate.
    pub crate_name: String,
    /// The version.
    pub version: String,
    /// One sentence for `Cargo.toml`.
    pub description: String,
    /// The path of the document, for the headers.
    pub source: String,
    /// The document's own title.
    pub title: String,
    /// The document's own version.
    pub document_version: String,
}

/// Documentation, as lines of rustdoc Markdown without `///`; empty lines part paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub Vec<String>);

/// A Rust name and the name on the wire that it stands for. They travel together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The identifier in the emitted code.
    pub rust: String,
    /// The name in JSON, in a URL, in the document.
    pub wire: String,
}

/// What the client knows apart from its operations.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientFacts {
    /// The first server's URL, if it is absolute.
    pub base_url: Option<String>,
    /// The security schemes that some operation asks for.
    pub schemes: Vec<SecurityScheme>,
}

/// A security scheme: one builder method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The builder's method, and the scheme's key in the document.
    pub name: Name,
    /// The documentation of the method.
    pub docs: Docs,
    /// How the credential is sent.
    pub kind: SchemeKind,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// HTTP basic, RFC 7617.
    Basic,
    /// HTTP bearer, RFC 6750; also OAuth 2 and OpenID Connect access tokens.
    Bearer,
    /// An API key in the header of this name.
    Header(String),
    /// An API key in the query parameter of this name.
    Query(String),
    /// An API key in the cookie of this name.
    Cookie(String),
}

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
}

/// One operation: one method.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The method, and the `operationId` or, without one, method and path.
    pub name: Name,
    /// The marker type that implements the runtime's `Operation`.
    pub marker: String,
    /// The documentation of the method.
    pub docs: Docs,
    /// The note, if the operation is deprecated.
    pub deprecated: Option<String>,
    /// The HTTP method, upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// Alternatives of combinations of security schemes, by their keys.
    pub security: Vec<Vec<String>>,
    /// The parameters in document order, path-level ones first.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// What success gives.
    pub output: Output,
    /// The enum of the documented errors, if there are any.
    pub error: Option<String>,
}

/// One parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The argument or setter, and the name on the wire.
    pub name: Name,
    /// The documentation.
    pub docs: Docs,
    /// The note, if the parameter is deprecated.
    pub deprecated: Option<String>,
    /// Whether it is an argument; otherwise it is a setter.
    pub required: bool,
    /// The type of the value.
    pub ty: Type,
    /// Where in the request it goes, and how.
    pub location: Location,
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
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether it is an argument; otherwise it is a setter.
    pub required: bool,
    /// The name of the argument or setter.
    pub name: String,
    /// The type of the value.
    pub ty: Type,
    /// How it is written.
    pub format: BodyFormat,
    /// The media type, as declared.
    pub media_type: String,
    /// The documentation.
    pub docs: Docs,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// The text as it is.
    Text,
    /// The bytes as they are.
    Bytes,
}

/// What a successful call gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// One type, for all of these statuses; `()` when no body is declared.
    One(Vec<ResponseCase>),
    /// An enum by status, by its name.
    Several(String),
}

/// An enum of responses by status.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseEnum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is of the documented errors, not of successes.
    pub is_error: bool,
    /// Its variants.
    pub cases: Vec<ResponseCase>,
}

/// One declared response.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseCase {
    /// The variant.
    pub variant: String,
    /// The statuses.
    pub status: StatusPattern,
    /// The body.
    pub payload: Payload,
    /// The documentation of the variant.
    pub docs: Docs,
}

/// The statuses that a declared response is for: OpenAPI 3.1.1, "Responses Object".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Code(u16),
    /// All statuses of a hundred: `4` is `4XX`.
    Range(u16),
    /// Every status that is not declared otherwise and is a success.
    DefaultSuccess,
    /// Every status that is not declared otherwise and is none.
    DefaultError,
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// No body is declared.
    Empty,
    /// JSON.
    Json(Type),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// A type of the emitted crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// One source file of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeFile {
    /// The module.
    pub module: String,
    /// The types, parents before children.
    pub types: Vec<TypeId>,
}

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// The type's name, and the schema's.
    pub name: Name,
    /// The documentation, ending with where it comes from.
    pub docs: Docs,
    /// What it is.
    pub shape: Shape,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object with declared properties.
    Struct(Struct),
    /// An enum over strings.
    StringEnum(ValueEnum),
    /// An enum over integers, whose wire names are their digits.
    IntegerEnum(ValueEnum),
    /// One value that never changes.
    Constant(Literal),
    /// One of several types.
    Union(Union),
    /// Another type under a name of its own.
    Alias(Type),
    /// An alias that holds itself, which Rust allows for a struct only.
    Newtype(Type),
}

/// An object with declared properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// The properties in document order.
    pub fields: Vec<Field>,
    /// The field of all other properties, and their type.
    pub additional: Option<Additional>,
    /// Whether a request reaches it, so that it is made by callers: `new` and setters.
    pub sent: bool,
}

/// The field that holds the properties that are not declared: JSON Schema 2020-12, section 10.3.2.3.
#[derive(Clone, Debug, PartialEq)]
pub struct Additional {
    /// The field.
    pub field: String,
    /// The type of a value.
    pub ty: Type,
}

/// One property.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field, and the property.
    pub name: Name,
    /// The documentation.
    pub docs: Docs,
    /// The note, if the property is deprecated.
    pub deprecated: Option<String>,
    /// The type of a present value.
    pub ty: Type,
    /// Whether it may be missing or null.
    pub presence: Presence,
}

/// Whether a property may be missing or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be there: `T`.
    Required,
    /// It must be there and may be null: `Option<T>`.
    Nullable,
    /// It may be missing: `Option<T>`.
    Optional,
    /// It may be missing and may be null, which differ: `Field<T>`.
    Tristate,
}

/// An enum over strings or integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueEnum {
    /// The members in document order.
    pub variants: Vec<EnumVariant>,
    /// How unknown values are kept; `None` for a closed enum.
    pub open: Option<OpenEnum>,
}

/// The tolerant part of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenEnum {
    /// The variant that keeps an unknown value.
    pub catch_all: String,
    /// The exhaustive view's name.
    pub known: String,
}

/// One member of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumVariant {
    /// The variant, and the value.
    pub name: Name,
    /// The documentation.
    pub docs: Docs,
}

/// A scalar of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    String(String),
    /// An integer.
    Integer(i64),
    /// `true` or `false`.
    Bool(bool),
}

/// One of several types: JSON Schema 2020-12, sections 10.2.1.2 and 10.2.1.3.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The property that tells which one: OpenAPI 3.1.1, "Discriminator Object".
    pub tag: Option<String>,
    /// The types; without a tag in the order in which they are tried.
    pub variants: Vec<UnionVariant>,
}

/// One type of a [`Union`].
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The variant.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// The type of the value.
    pub ty: Type,
    /// The values of the tag that stand for it.
    pub tags: Vec<String>,
    /// What a value looks like that may be of this type.
    pub guard: Guard,
}

/// What can be seen of a JSON value without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// The kinds of JSON value.
    pub kinds: Vec<JsonKind>,
    /// The members that an object must have.
    pub has: Vec<String>,
    /// The members of an object whose value is known.
    pub constants: Vec<(String, Literal)>,
}

/// A kind of JSON value: RFC 8259, section 3; integers are told apart, as in JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    /// `true` or `false`
    Bool,
    /// A number without a fraction.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `String`
    String,
    /// `bool`
    Bool,
    /// An integer type of this name: `i64`.
    Integer(&'static str),
    /// A floating-point type of this name: `f64`.
    Float(&'static str),
    /// A type of a published crate.
    Scalar(Scalar),
    /// Any JSON value.
    Json,
    /// A JSON object of any members.
    JsonObject,
    /// `Vec<T>`
    Array(Box<Type>),
    /// `BTreeMap<String, T>`
    Map(Box<Type>),
    /// A value that may be null: `Option<T>`.
    Nullable(Box<Type>),
    /// `Box<T>`, where a type holds itself.
    Boxed(Box<Type>),
    /// A type of the emitted crate.
    Named(TypeId),
}

/// A type of a published crate, chosen by `format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar {
    /// `chrono::DateTime<chrono::FixedOffset>`
    DateTime,
    /// `chrono::NaiveDate`
    Date,
    /// `uuid::Uuid`
    Uuid,
}

/// A published crate that scalars come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScalarCrate {
    /// chrono
    Chrono,
    /// uuid
    Uuid,
}

impl Scalar {
    /// The crate that it comes from.
    pub fn source(self) -> ScalarCrate {
        match self {
            Self::DateTime | Self::Date => ScalarCrate::Chrono,
            Self::Uuid => ScalarCrate::Uuid,
        }
    }
}

impl Type {
    /// Calls `visit` for every named type in it, with whether it is held by value (not behind a `Vec`, a map or a `Box`).
    pub fn named(&self, visit: &mut impl FnMut(TypeId, bool)) {
        self.walk(true, visit);
    }

    fn walk(&self, by_value: bool, visit: &mut impl FnMut(TypeId, bool)) {
        match self {
            Self::Named(id) => visit(*id, by_value),
            Self::Nullable(inner) => inner.walk(by_value, visit),
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) => inner.walk(false, visit),
            _ => {}
        }
    }
}

impl Shape {
    /// The types of its parts, in order.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct(object) => {
                let additional = object.additional.iter().map(|additional| &additional.ty);
                object.fields.iter().map(|field| &field.ty).chain(additional).collect()
            }
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::Constant(_) => Vec::new(),
            Self::Alias(ty) | Self::Newtype(ty) => vec![ty],
        }
    }

    /// The types of its parts, to be changed.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(object) => {
                let additional = object.additional.iter_mut().map(|additional| &mut additional.ty);
                object
                    .fields
                    .iter_mut()
                    .map(|field| &mut field.ty)
                    .chain(additional)
                    .collect()
            }
            Self::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::Constant(_) => Vec::new(),
            Self::Alias(ty) | Self::Newtype(ty) => vec![ty],
        }
    }
}

impl Group {
    /// The types of all parameters, bodies and responses.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let outputs = self.operations.iter().flat_map(|operation| match &operation.output {
            Output::One(cases) => cases.as_slice(),
            Output::Several(_) => &[],
        });
        let enums = self
            .outputs
            .iter()
            .chain(&self.errors)
            .flat_map(|response_enum| &response_enum.cases);
        let received = outputs.chain(enums).filter_map(|case| match &case.payload {
            Payload::Json(ty) => Some(ty),
            _ => None,
        });
        self.sent_types().chain(received)
    }

    /// The types of all parameters and request bodies.
    pub fn sent_types(&self) -> impl Iterator<Item = &Type> {
        self.operations.iter().flat_map(|operation| {
            let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
            parameters.chain(operation.body.iter().map(|body| &body.ty))
        })
    }
}

impl TypeDef {
    /// The names that it brings: its own and, for a tolerant enum, that of the exhaustive view.
    pub fn rust_names(&self) -> impl Iterator<Item = &str> {
        let known = match &self.shape {
            Shape::StringEnum(ValueEnum { open: Some(open), .. })
            | Shape::IntegerEnum(ValueEnum { open: Some(open), .. }) => Some(open.known.as_str()),
            _ => None,
        };
        std::iter::once(self.name.rust.as_str()).chain(known)
    }
}

impl Api {
    /// The type of an id; `None` only for an id of another [`Api`].
    pub fn type_def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }

    /// All operations of all groups.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }
}
