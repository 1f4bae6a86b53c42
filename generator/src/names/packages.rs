//! The names of packages, and of the crates that they are.

use heck::{ToKebabCase, ToSnakeCase};
use unicode_normalization::UnicodeNormalization;

use super::casing::is_keyword;
use crate::prose::file::DEVICES;

/// A package name of [Cargo's form](https://doc.rust-lang.org/cargo/reference/manifest.html#the-name-field), in words
/// between hyphens or underscores, whichever the text has.
pub fn package_name(text: &str) -> String {
    let ascii: String = text.nfkd().filter(char::is_ascii).collect();
    let name = match ascii.contains('-') {
        true => ascii.to_kebab_case(),
        false => ascii.to_snake_case(),
    };
    match name.chars().next() {
        None => "client".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("api_{name}"),
        Some(_) if is_keyword(&name) || is_taken(&name) => {
            format!("{name}_client")
        }
        Some(_) => name,
    }
}

/// Whether a text is a package name as it is, for Cargo and for its registries.
pub fn is_package_name(text: &str) -> bool {
    const LONGEST: usize = 64;
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.len() <= LONGEST
        && text.chars().all(is_letter)
        && !is_keyword(text)
        && !is_taken(&text.to_lowercase())
}

/// Whether a name stands for a crate of Rust's own, or for a device, which Windows has no folder for.
fn is_taken(name: &str) -> bool {
    matches!(name, "core" | "std" | "alloc" | "test" | "proc_macro") || DEVICES.contains(&name)
}

/// The name by which code refers to a package.
pub fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_names() {
        assert_eq!(package_name("StackOne"), "stack_one");
        assert_eq!(package_name("my-api"), "my-api");
        assert_eq!(package_name("3D API"), "api_3d_api");
        assert_eq!(package_name("宠物"), "client");
        assert_eq!(package_name("Aux"), "aux_client");
    }
}
