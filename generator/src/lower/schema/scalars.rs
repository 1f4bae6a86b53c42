//! Scalars: one table of (type, format) → Rust type.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Number;

use super::schemas::{Found, Schemas};
use super::spot::Spot;
use super::view::{SchemaRef, View};
use crate::ir::{DateForm, Dependency, Scalar, ScalarCodec, ScalarModule, Type};

/// What string formats stand for; what is not in it is a `String`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formats {
    rows: BTreeMap<String, Arc<Scalar>>,
    /// What strings at some places stand for, by patterns.
    places: Vec<(String, PlaceFormat)>,
    /// The formats whose values are read leniently.
    pub(crate) lenient: LenientDates,
}

/// What a string at a place stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceFormat {
    /// A type, or `String`.
    Type(Option<Scalar>),
    /// What its format says, read leniently.
    Lenient,
}

/// Which formats are read leniently, wherever they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LenientDates {
    /// `date-time`
    pub date_times: bool,
    /// `date`
    pub dates: bool,
}

/// The crate that dates and times come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// chrono: `DateTime<FixedOffset>`, `NaiveDate`
    #[default]
    Chrono,
    /// time: `OffsetDateTime`, `Date`
    Time,
    /// jiff: `Timestamp`, `civil::Date`
    Jiff,
    /// None: they stay strings, and so do all other formats.
    Strings,
}

impl Default for Formats {
    fn default() -> Self {
        Self::of(Dates::default())
    }
}

impl Formats {
    /// The table with dates and times of one crate. `time`, `duration`, `decimal`, `uri` and all formats that only
    /// annotate are strings: no type of these crates holds all that RFC 3339, ISO 8601 and RFC 3986 allow.
    pub fn of(dates: Dates) -> Self {
        let general = || {
            [
                uuid(),
                byte(),
                ip("ipv4", "Ipv4Addr", "an IPv4 address"),
                ip("ipv6", "Ipv6Addr", "an IPv6 address"),
            ]
        };
        let rows: Vec<(&str, Scalar)> = match dates {
            Dates::Chrono => chrono().into_iter().chain(general()).collect(),
            Dates::Time => time().into_iter().chain(general()).collect(),
            Dates::Jiff => jiff().into_iter().chain(general()).collect(),
            Dates::Strings => Vec::new(),
        };
        let rows = rows.into_iter();
        Self {
            rows: rows
                .map(|(format, scalar)| (format.to_owned(), scalar.shared()))
                .collect(),
            places: Vec::new(),
            lenient: LenientDates::default(),
        }
    }

    /// Replaces a row: `None` makes the format a `String`.
    pub fn set(&mut self, format: &str, scalar: Option<Scalar>) {
        match scalar {
            Some(scalar) => self.rows.insert(format.to_owned(), scalar.shared()),
            None => self.rows.remove(format),
        };
    }

    /// Whether values of a format have a type that not every string is of.
    pub(crate) fn has_type(&self, format: &str) -> bool {
        self.rows.contains_key(format)
    }

    /// Has values of a format be read leniently; `false` if it is no format of dates.
    pub fn set_lenient(&mut self, format: &str) -> bool {
        match format {
            "date-time" => self.lenient.date_times = true,
            "date" => self.lenient.dates = true,
            _ => return false,
        }
        true
    }

    /// Says what strings at some places stand for.
    pub fn set_places(&mut self, pattern: &str, format: PlaceFormat) {
        self.places.push((pattern.to_owned(), format));
    }

    /// The type of this path as formats have it: a type is read and written in one way.
    pub(super) fn of_path(&self, path: &str) -> Option<Arc<Scalar>> {
        let at_places = self.places.iter().filter_map(|(_, format)| match format {
            PlaceFormat::Type(Some(scalar)) => Some(scalar.clone().shared()),
            _ => None,
        });
        let mut all = self.rows.values().cloned().chain(at_places);
        all.find(|scalar| scalar.path == path)
    }

    /// The patterns of places.
    pub(super) fn places(&self) -> impl Iterator<Item = &String> {
        self.places.iter().map(|(pattern, _)| pattern)
    }

    /// The patterns of places where dates are read leniently.
    pub(super) fn lenient_places(&self) -> impl Iterator<Item = &String> {
        let lenient = self.places.iter().filter(|(_, format)| *format == PlaceFormat::Lenient);
        lenient.map(|(pattern, _)| pattern)
    }

    pub(super) fn has_lenient_places(&self) -> bool {
        self.lenient_places().next().is_some()
    }

    /// The row that a name in a configuration stands for: one of the runtime's own types.
    pub fn built_in(name: &str) -> Option<Scalar> {
        match name {
            "base64" => Some(byte().1),
            _ => None,
        }
    }
}

fn chrono() -> Vec<(&'static str, Scalar)> {
    let dependency = || crate_of("chrono", "0.4", &["std"]);
    vec![
        (
            "date-time",
            module(
                "chrono::DateTime<chrono::FixedOffset>",
                ScalarModule::Chrono,
                dependency(),
            ),
        ),
        ("date", date("chrono::NaiveDate", DateForm::Date, dependency())),
    ]
}

fn time() -> Vec<(&'static str, Scalar)> {
    let dependency = || crate_of("time", "0.3", &["formatting", "macros", "parsing", "std"]);
    vec![
        (
            "date-time",
            module("time::OffsetDateTime", ScalarModule::Time, dependency()),
        ),
        ("date", module("time::Date", ScalarModule::Time, dependency())),
    ]
}

fn jiff() -> Vec<(&'static str, Scalar)> {
    let dependency = || crate_of("jiff", "0.2", &["std"]);
    vec![
        ("date-time", date("jiff::Timestamp", DateForm::DateTime, dependency())),
        ("date", date("jiff::civil::Date", DateForm::Date, dependency())),
    ]
}

fn uuid() -> (&'static str, Scalar) {
    (
        "uuid",
        text("uuid::Uuid", "a UUID (RFC 9562)", Some(crate_of("uuid", "1", &["std"]))),
    )
}

fn byte() -> (&'static str, Scalar) {
    (
        "byte",
        module(
            "crate::Base64",
            ScalarModule::Base64,
            crate_of("base64", "0.22", &["std"]),
        ),
    )
}

fn ip(format: &'static str, name: &str, words: &str) -> (&'static str, Scalar) {
    (format, text(&format!("std::net::{name}"), words, None))
}

fn module(path: &str, module: ScalarModule, dependency: Dependency) -> Scalar {
    Scalar {
        path: path.to_owned(),
        codec: ScalarCodec::Module(module),
        dependency: Some(dependency),
    }
}

/// A type that reads and writes the forms of RFC 3339 by `FromStr` and `Display`.
fn date(path: &str, form: DateForm, dependency: Dependency) -> Scalar {
    Scalar {
        path: path.to_owned(),
        codec: ScalarCodec::Date(form),
        dependency: Some(dependency),
    }
}

fn text(path: &str, words: &str, dependency: Option<Dependency>) -> Scalar {
    Scalar {
        path: path.to_owned(),
        codec: ScalarCodec::Text(words.to_owned()),
        dependency,
    }
}

fn crate_of(name: &str, version: &str, features: &[&str]) -> Dependency {
    Dependency {
        name: name.to_owned(),
        version: Some(version.to_owned()),
        path: None,
        default_features: false,
        features: features.iter().map(|feature| (*feature).to_owned()).collect(),
    }
}

/// A string, number or boolean, by its format.
pub(crate) fn scalar<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    let ty = match view.schema_type? {
        "string" => string_at(schemas, view.format, spot),
        "integer" => integer(view),
        "number" => number(view.format),
        "boolean" => Type::Bool,
        _ => return None,
    };
    Some(Found::Type(ty))
}

/// What the configuration says of the place, or else of the format.
fn string_at(schemas: &Schemas<'_>, format: Option<&str>, spot: &Spot) -> Type {
    let formats = &schemas.options.formats;
    if formats.places.is_empty() {
        return string(formats, format);
    }
    // The elements of an array, and the values of a map, are meant with it.
    let place = spot.key.to_string();
    let places = [place.trim_end_matches(['[', ']', '{', '}']).to_owned()];
    let mut at_place = formats
        .places
        .iter()
        .filter(|(pattern, _)| schemas.used.find([pattern], &places));
    match at_place.find_map(|(_, format)| match format {
        PlaceFormat::Type(scalar) => Some(scalar),
        PlaceFormat::Lenient => None,
    }) {
        Some(Some(scalar)) => Type::Scalar(scalar.clone().shared()),
        Some(None) => Type::String,
        None => string(formats, format),
    }
}

fn string(formats: &Formats, format: Option<&str>) -> Type {
    let row = format.and_then(|format| formats.rows.get(format));
    row.map_or(Type::String, |scalar| Type::Scalar(scalar.clone()))
}

/// Whether a schema is a string that no value tells from another: a pattern or a length does not, nor does a format that
/// has no type of its own.
pub(crate) fn is_plain_string<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> bool {
    let says_string = |view: &View<'_>| {
        let has_type = view.schema_type == Some("string") && view.enumeration.is_empty();
        has_type && string(&schemas.options.formats, view.format) == Type::String
    };
    let is_plain_member = |member| {
        let view = schemas.target(SchemaRef::from(member)).map(View::of);
        view.is_some_and(|view| says_string(&view) && !view.is_composed())
    };
    let has_alternatives = !view.one_of.is_empty() || !view.any_of.is_empty();
    says_string(view) && !has_alternatives && view.all_of.iter().all(is_plain_member)
}

/// A format of integers, and what it holds.
struct Sized {
    format: &'static str,
    name: &'static str,
    least: f64,
    most: f64,
}

/// The formats of integers that are smaller than `i64`.
const SIZED: &[Sized] = &[
    sized("int8", "i8", i8::MIN as f64, i8::MAX as f64),
    sized("int16", "i16", i16::MIN as f64, i16::MAX as f64),
    sized("int32", "i32", i32::MIN as f64, i32::MAX as f64),
    sized("uint8", "u8", 0.0, u8::MAX as f64),
    sized("uint16", "u16", 0.0, u16::MAX as f64),
    sized("uint32", "u32", 0.0, u32::MAX as f64),
];

const fn sized(format: &'static str, name: &'static str, least: f64, most: f64) -> Sized {
    Sized {
        format,
        name,
        least,
        most,
    }
}

/// By the format, unless the bounds go past it; or else by what the bounds ask for.
pub(crate) fn integer(view: &View<'_>) -> Type {
    const PAST_I64: f64 = i64::MAX as f64;
    const PAST_U64: f64 = u64::MAX as f64;
    let float = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64).unwrap_or_default();
    let (least, most) = (float(&view.bounds.minimum), float(&view.bounds.maximum));
    let sized = SIZED.iter().find(|sized| view.format == Some(sized.format));
    let fits = |sized: &&Sized| sized.least <= least && most <= sized.most;
    if let Some(sized) = sized.filter(fits) {
        return Type::Integer(sized.name);
    }
    match view.format {
        Some("int128" | "uint128") => Type::Scalar(big_integer().shared()),
        Some("uint64" | "uint") if least >= 0.0 && most <= PAST_U64 => Type::Integer("u64"),
        _ if most > PAST_U64 || least < -PAST_I64 || (most > PAST_I64 && least < 0.0) => {
            Type::Scalar(big_integer().shared())
        }
        _ if most > PAST_I64 => Type::Integer("u64"),
        _ => Type::Integer("i64"),
    }
}

fn big_integer() -> Scalar {
    Scalar {
        path: "crate::BigInteger".to_owned(),
        codec: ScalarCodec::Module(ScalarModule::BigInteger),
        dependency: None,
    }
}

/// What is always null: the dialect marks it.
pub(crate) fn null<'a>(_schemas: &mut Schemas<'a>, view: &View<'a>, _spot: &Spot) -> Option<Found> {
    let scalar = Scalar {
        path: "crate::Null".to_owned(),
        codec: ScalarCodec::Module(ScalarModule::Null),
        dependency: None,
    };
    is_null(view).then(|| Found::Type(Type::Scalar(scalar.shared())))
}

/// Whether null is all that a schema allows.
pub(crate) fn is_null(view: &View<'_>) -> bool {
    view.schema.is_null
}

fn number(format: Option<&str>) -> Type {
    Type::Float(if format == Some("float") { "f32" } else { "f64" })
}
