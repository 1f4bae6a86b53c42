//! What stands beside operations: the enums of their responses, and the structs of their headers.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::Scope;
use super::{headers, responses};
use crate::ir::{Group, Operation, ResponseEnum, ResponseHeaders};

/// The enums of responses and the structs of headers of a group, by their names.
pub(super) struct Enums<'g> {
    enums: BTreeMap<&'g str, Vec<&'g ResponseEnum>>,
    headers: BTreeMap<&'g str, &'g ResponseHeaders>,
    /// The markers of the operations that the enums of errors and the structs of headers stand with: the first that has them.
    owners: BTreeMap<&'g str, &'g str>,
}

impl<'g> Enums<'g> {
    pub(super) fn of(group: &'g Group) -> Self {
        let headers = group.headers.iter().map(|headers| (headers.name.as_str(), headers));
        let mut owners = BTreeMap::new();
        for operation in &group.operations {
            for name in std::iter::once(&operation.error).chain(&operation.headers) {
                owners.entry(name.as_str()).or_insert(operation.marker.as_str());
            }
        }
        Self {
            enums: group.enums(),
            headers: headers.collect(),
            owners,
        }
    }

    /// The enum of this name.
    pub(super) fn get(&self, name: &str) -> Option<&'g ResponseEnum> {
        self.enums.get(name)?.first().copied()
    }
}

/// The enums of responses and the struct of headers that stand with an operation: once, with the first that has them.
pub(super) fn response_enums(
    scope: &mut Scope<'_>,
    enums: &Enums<'_>,
    operation: &Operation,
    method: &str,
    output: Option<&str>,
) -> TokenStream {
    let is_first = |name: &&str| enums.owners.get(*name) == Some(&operation.marker.as_str());
    let error = Some(operation.error.as_str()).filter(is_first);
    let alias = error.filter(|name| enums.get(name).is_none());
    let alias = alias.map(|name| responses::no_errors(scope, name, method));
    let outputs = output.and_then(|name| enums.enums.get(name)).into_iter().flatten();
    let mut items: Vec<TokenStream> = outputs.map(|one| responses::item(scope, one)).collect();
    let errors = error.and_then(|name| enums.enums.get(name)).into_iter().flatten();
    items.extend(errors.map(|one| responses::error_item(scope, one, &operation.marker)));
    let headers = operation.headers.as_deref().filter(is_first);
    let headers = headers.and_then(|name| enums.headers.get(name));
    let headers = headers.map(|headers| headers::item(scope, headers));
    quote!(#(#items)* #alias #headers)
}
