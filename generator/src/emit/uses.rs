//! The `use` declarations of a file, gathered while its items are written.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::{ident, path};

/// Names by the module that they come from.
#[derive(Debug, Default)]
pub struct Uses {
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Uses {
    /// Brings `name` of `module` into scope.
    pub(super) fn add(&mut self, module: &str, name: &str) {
        self.names.entry(module.to_owned()).or_default().insert(name.to_owned());
    }

    /// Brings the names of another part of the file into scope too.
    pub fn extend(&mut self, other: Self) {
        for (module, names) in other.names {
            self.names.entry(module).or_default().extend(names);
        }
    }

    /// The declarations: those of other crates first.
    pub fn declarations(&self) -> TokenStream {
        let (own, foreign): (Vec<_>, Vec<_>) = self.names.iter().partition(|(module, _)| is_own(module));
        let declarations = foreign.into_iter().chain(own).map(|(module, names)| {
            let module = path(module);
            let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
            match names.as_slice() {
                [name] => quote!(use #module::#name;),
                names => quote!(use #module::{#(#names),*};),
            }
        });
        quote!(#(#declarations)*)
    }
}

fn is_own(module: &str) -> bool {
    module.starts_with("crate") || module.starts_with("super")
}

/// The module of the runtime that operations are stated in.
pub(super) const HTTP: &str = "crate::runtime::http";
