//! The value that a parameter has for the first page.

use openapiv3::{Parameter, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;

use super::Raw;
use crate::lower::lookup;
use crate::lower::view::View;
use crate::pointer::Pointer;

/// The default of a query parameter, or its least value; `otherwise` where it has neither.
pub(super) fn of(raw: &Raw<'_>, name: &str, otherwise: u64) -> u64 {
    let parameters = raw.operation.parameters.iter().chain(&raw.item.parameters);
    let mut located = parameters
        .filter_map(|parameter| lookup::follow(raw.document, &lookup::PARAMETERS, parameter, Pointer::root()));
    let found = located.find(|located| {
        let is_query = matches!(located.item, Parameter::Query { .. });
        is_query && located.item.parameter_data_ref().name == name
    });
    let schema = found.and_then(|located| match &located.item.parameter_data_ref().format {
        ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) => Some(View::of(schema)),
        _ => None,
    });
    let default = schema
        .as_ref()
        .and_then(|view| view.data.default.as_ref())
        .and_then(Value::as_u64);
    let least = || {
        let minimum = schema
            .as_ref()?
            .bounds
            .minimum
            .filter(|minimum| *minimum == 0.0 || *minimum == 1.0)?;
        Some(u64::from(minimum == 1.0))
    };
    default.or_else(least).unwrap_or(otherwise)
}
