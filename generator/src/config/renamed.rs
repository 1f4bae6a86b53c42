//! Old names that stay as deprecated aliases: `[renamed]`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lower::{OldNames, OldOperation};
use crate::names::is_identifier;
use crate::prose::Shown;

/// Old names in the emitted code, each with the name that the same thing has now.
///
/// ```toml
/// [renamed]
/// OldPet = "Pet"                      # a type
/// "pets.list_all" = "pets.list"       # a method, after the accessor of its tag
/// "Client.ping" = "Client.health"     # a method of an operation without a tag
/// ```
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct RenamedConfig(#[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, String>"))] OldNames);

impl RenamedConfig {
    /// The names for the stages.
    pub(crate) fn old_names(&self) -> OldNames {
        self.0.clone()
    }
}

impl TryFrom<BTreeMap<String, String>> for RenamedConfig {
    type Error = String;

    fn try_from(rows: BTreeMap<String, String>) -> Result<Self, String> {
        let mut names = OldNames::default();
        for (old, new) in rows {
            let shown = Shown::line(&old);
            for part in old.split('.').chain(new.split('.')) {
                if !is_identifier(part) {
                    let part = Shown::line(part);
                    return Err(format!(
                        "`{shown}` in `renamed`: `{part}` isn't a valid Rust identifier"
                    ));
                }
            }
            add(&mut names, &old, &new)?;
        }
        Ok(Self(names))
    }
}

fn add(names: &mut OldNames, old: &str, new: &str) -> Result<(), String> {
    match (old.split_once('.'), new.split_once('.')) {
        _ if old == new => Err(format!("`{old}` in `renamed` is mapped to itself")),
        (None, None) => {
            names.types.insert(old.to_owned(), new.to_owned());
            Ok(())
        }
        (Some((accessor, old)), Some((same, new))) if accessor == same && !old.contains('.') && !new.contains('.') => {
            names.operations.push(OldOperation {
                accessor: accessor.to_owned(),
                old: old.to_owned(),
                new: new.to_owned(),
            });
            Ok(())
        }
        _ => Err(format!(
            "`{old}` in `renamed` can't be `{new}`: a type can only be renamed to a type, and a method (`accessor.method`) to one with the same accessor"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<OldNames, String> {
        let config: Result<RenamedConfig, _> = toml::from_str(text);
        config
            .map(|config| config.old_names())
            .map_err(|error| error.message().to_owned())
    }

    #[test]
    fn names_without_a_dot_are_types() {
        let names = names("OldPet = 'Pet'\n'pets.list_all' = 'pets.list'").unwrap();
        assert_eq!(names.types, BTreeMap::from([("OldPet".to_owned(), "Pet".to_owned())]));
        let operation = OldOperation {
            accessor: "pets".to_owned(),
            old: "list_all".to_owned(),
            new: "list".to_owned(),
        };
        assert_eq!(names.operations, [operation]);
    }

    #[test]
    fn what_is_no_name_or_of_another_kind_is_refused() {
        for (text, expected) in [
            (
                "'old-pet' = 'Pet'",
                "`old-pet` in `renamed`: `old-pet` isn't a valid Rust identifier",
            ),
            ("Pet = 'Pet'", "`Pet` in `renamed` is mapped to itself"),
            (
                "Pet = 'pets.list'",
                "`Pet` in `renamed` can't be `pets.list`: a type can only be renamed to a type, and a method (`accessor.method`) to one with the same accessor",
            ),
            (
                "'cats.list' = 'pets.list'",
                "`cats.list` in `renamed` can't be `pets.list`: a type can only be renamed to a type, and a method (`accessor.method`) to one with the same accessor",
            ),
        ] {
            assert_eq!(names(text).unwrap_err(), expected);
        }
    }
}
