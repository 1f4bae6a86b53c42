//! What is kept from one run to the next: which place of the document has which name, and what was decided by use.

use std::collections::BTreeMap;

use crate::prose::Toml;

/// What the file is called where nothing else is said.
pub const FILE_NAME: &str = "clientwright.lock";

/// The table of the required parameters of operations, in the order of the method's arguments.
pub(crate) const ARGUMENTS: &str = "arguments";

/// The table of the required properties of structs, in the order of the arguments of `new`.
pub(crate) const NEW: &str = "new";

/// The table of what tells the members of unions apart, which holds texts.
pub(crate) const MEMBERS: &str = "members";

/// The table of the documents from the network, which holds their hashes.
pub(crate) const DOCUMENTS: &str = "documents";

/// The table of the emitted crate, which holds its version.
pub(crate) const CRATE: &str = "crate";

/// The key of the version.
const VERSION: &str = "version";

/// The tables that hold orders; the lists of all others are sets.
pub(crate) const ORDERS: [&str; 2] = [ARGUMENTS, NEW];

/// The names and decisions of one run, as plain data.
///
/// It is small because it leaves out what nothing can take away: a text that is its own name, as the property `first_name`
/// is, wins against every newcomer by the rule of plainness alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    tables: BTreeMap<String, BTreeMap<String, Place>>,
}

/// What stands at one key of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The name of one thing: a type, an operation.
    Name(String),
    /// The names of a scope: the fields of a struct. `None` is the name that the text alone gives.
    Scope(BTreeMap<String, Option<String>>),
    /// The order of a list: the arguments of a function.
    Order(Vec<String>),
}

/// Gives the new text of a key, where it changes.
pub(crate) type Renaming<'f> = &'f dyn Fn(&str) -> Option<String>;

/// Gives the new text of what stands in a table at a key, and its name, where they change.
pub(crate) type RenamingOfMembers<'f> =
    &'f dyn Fn((&str, &str), &str, Option<&str>) -> Option<(String, Option<String>)>;

impl Lock {
    /// Whether there is nothing in it, as before the first run.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// Sets what stands at a key.
    pub fn set(&mut self, table: &str, key: &str, place: Place) {
        self.table(table).insert(key.to_owned(), place);
    }

    /// Records the hash of a document from the network.
    pub fn set_document(&mut self, url: &str, hash: &str) {
        self.set(DOCUMENTS, url, Place::Name(hash.to_owned()));
    }

    /// The hash of a document from the network.
    pub fn document(&self, url: &str) -> Option<&str> {
        self.name(DOCUMENTS, url)
    }

    /// Records the version of the emitted crate.
    pub fn set_version(&mut self, version: &str) {
        self.set(CRATE, VERSION, Place::Name(version.to_owned()));
    }

    /// The version of the emitted crate, where it is recorded.
    pub fn version(&self) -> Option<&str> {
        self.name(CRATE, VERSION)
    }

    /// The same names with the version that another lock records.
    #[must_use]
    pub fn with_version_of(mut self, other: &Self) -> Self {
        if let Some(version) = other.version() {
            self.set_version(version);
        }
        self
    }

    /// Adds a name to the scope at a key.
    pub(super) fn add(&mut self, table: &str, key: &str, member: &str, name: Option<String>) {
        let place = self.table(table).entry(key.to_owned());
        if let Place::Scope(names) = place.or_insert_with(|| Place::Scope(BTreeMap::new())) {
            names.insert(member.to_owned(), name);
        }
    }

    /// The name at a key.
    pub(super) fn name(&self, table: &str, key: &str) -> Option<&str> {
        match self.tables.get(table)?.get(key)? {
            Place::Name(name) => Some(name),
            Place::Scope(_) | Place::Order(_) => None,
        }
    }

    /// The order at a key; nothing if there is none.
    pub(super) fn order(&self, table: &str, key: &str) -> &[String] {
        match self.tables.get(table).and_then(|places| places.get(key)) {
            Some(Place::Order(order)) => order,
            _ => &[],
        }
    }

    /// The names of the scope at a key.
    pub(super) fn scope(&self, table: &str, key: &str) -> Option<&BTreeMap<String, Option<String>>> {
        match self.tables.get(table)?.get(key)? {
            Place::Scope(names) => Some(names),
            Place::Name(_) | Place::Order(_) => None,
        }
    }

    /// The keys of a table.
    pub(super) fn keys(&self, table: &str) -> impl Iterator<Item = &str> {
        self.tables
            .get(table)
            .into_iter()
            .flat_map(BTreeMap::keys)
            .map(String::as_str)
    }

    /// The same names and decisions under other keys, and with other texts in their lists.
    pub(super) fn renamed(self, new_key: Renaming<'_>, new_member: RenamingOfMembers<'_>) -> Self {
        let mut renamed = Self::default();
        for (table, places) in self.tables {
            for (key, place) in places {
                let renamed_member = |(member, name): (String, Option<String>)| {
                    let new = new_member((&table, &key), &member, name.as_deref());
                    new.unwrap_or((member, name))
                };
                let place = match place {
                    Place::Name(name) => Place::Name(name),
                    Place::Order(order) => {
                        let members = order.into_iter().map(|member| renamed_member((member, None)).0);
                        Place::Order(members.collect())
                    }
                    Place::Scope(names) => Place::Scope(names.into_iter().map(renamed_member).collect()),
                };
                renamed.set(&table, &new_key(&key).unwrap_or_else(|| key.clone()), place);
            }
        }
        renamed
    }

    /// The file, as TOML: sorted, one line a place.
    pub fn text(&self) -> String {
        let mut text = String::from(HEADER);
        for (table, places) in &self.tables {
            text.push_str(&format!("\n[{table}]\n"));
            for (key, place) in places {
                text.push_str(&format!("{} = {}\n", quoted_key(key), value(place)));
            }
        }
        text
    }

    fn table(&mut self, table: &str) -> &mut BTreeMap<String, Place> {
        self.tables.entry(table.to_owned()).or_default()
    }
}

const HEADER: &str =
    "# @generated by clientwright: the names and type forms of the client, which stay when the API description changes.
# Commit this file. To choose one name again, delete its line; to choose all again, run the command with `--relock`.
version = 1
";

fn value(place: &Place) -> String {
    match place {
        Place::Name(name) => quoted(name),
        Place::Scope(names) => {
            let members: Vec<String> = names.iter().map(|(key, name)| member(key, name.as_deref())).collect();
            format!("[{}]", members.join(", "))
        }
        Place::Order(order) => {
            let members: Vec<String> = order.iter().map(|key| quoted(key)).collect();
            format!("[{}]", members.join(", "))
        }
    }
}

fn member(key: &str, name: Option<&str>) -> String {
    match name {
        None => quoted(key),
        Some(name) => format!("{{ {} = {} }}", quoted_key(key), quoted(name)),
    }
}

fn quoted_key(key: &str) -> String {
    Toml::exact_key(key).as_str().to_owned()
}

fn quoted(text: &str) -> String {
    Toml::exact(text).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_sorted_and_quoted() {
        let mut lock = Lock::default();
        lock.set("types", "b", Place::Name("B".to_owned()));
        lock.set("types", "a \"x\"\n", Place::Name("A".to_owned()));
        lock.add("fields", "Pet", "firstName", None);
        lock.add("fields", "Pet", "a-b", Some("a_minus_b".to_owned()));
        let text = lock.text();
        let body = text.strip_prefix(HEADER).unwrap();
        assert_eq!(
            body,
            "\n[fields]\nPet = [{ a-b = \"a_minus_b\" }, \"firstName\"]\n\n[types]\n\"a \\\"x\\\"\\u000A\" = \"A\"\nb = \"B\"\n"
        );
    }
}
