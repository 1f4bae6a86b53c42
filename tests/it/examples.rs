//! The examples in the documentation of the emitted clients: every operation has one, and all of them compile.

use clientwright_tests::{documented, root};

/// What `build.rs` has gathered. That it compiles is the test.
#[allow(warnings, clippy::all, clippy::pedantic, reason = "examples as users write them")]
mod gathered {
    include!(concat!(env!("OUT_DIR"), "/examples.rs"));
}

/// The names of the methods that give a request, and whether an example documents each.
fn methods(text: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for item in syn::parse_file(text).unwrap().items {
        let syn::Item::Impl(item) = item else { continue };
        for member in item.items {
            let syn::ImplItem::Fn(method) = member else { continue };
            let output = &method.sig.output;
            let is_request = quote::quote!(#output).to_string().contains("Request <");
            let attributes = &method.attrs;
            let attributes = quote::quote!(#(#attributes)*).to_string();
            if is_request && !attributes.contains("deprecated") {
                found.push((method.sig.ident.to_string(), attributes.contains("```no_run")));
            }
        }
    }
    found
}

#[test]
fn every_operation_has_an_example() {
    let folder = root().join("tests/everything/client/src/api");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let methods = methods(&text);
        for (method, has_example) in &methods {
            assert!(has_example, "{method} has no example");
        }
        assert_eq!(documented::examples(&text).len(), methods.len());
        count += methods.len();
    }
    assert!(count > 80, "{count} methods");
}
