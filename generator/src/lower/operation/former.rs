//! Operations that were called on another handle in the last run, since their first tag was another one or they had none. The old
//! methods and what stands beside them stay, as deprecated aliases, and so does a handle that has nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::FormerMethod;
use super::draft::OperationDraft;
use super::given::Given;
use super::homes::Home;
use crate::ir::{Docs, Former, Group, Handle, Name, Note, Operation};
use crate::lower::renamed::{self, item_names, renamed};
use crate::lower::tables::ITEMS;
use crate::lower::tables::OPERATIONS;
use crate::names::{self, Names, Scope, pascal, snake};

/// The table of what gives operations their handles, in the lock: a tag or a segment, nothing for methods of the client.
const HOMES: &str = "homes";

/// The table of the former methods of operations: their names by what gave the handle.
const FORMER: &str = "former";

/// The table of the former names of what stood beside those, where they don't follow from the method's.
const FORMER_ITEMS: &str = "former_items";

/// What an operation has besides its method.
const SUFFIXES: [&str; 5] = ["", " request", " error", " response", " headers"];

/// The former methods of all operations.
pub(super) struct FormerMethods(Vec<FormerMethod>);

impl FormerMethods {
    /// Finds them and gives each operation its own; keeps them and where the operations are now for the next run.
    pub(super) fn find(operations: &mut [OperationDraft], names: &mut Names) -> Self {
        let live: BTreeSet<String> = operations.iter().map(|member| home(member).to_owned()).collect();
        for member in operations.iter_mut() {
            member.former = of_operation(member, &live, names);
            names.note(HOMES, &member.key, home(member));
        }
        Self(operations.iter().flat_map(|member| member.former.clone()).collect())
    }

    /// Whether methods of the client itself have become methods of handles.
    pub(super) fn were_on_the_client(&self) -> bool {
        self.0.iter().any(|former| former.home.is_empty())
    }

    /// What gave handles that no operation has any more, in order.
    pub(super) fn homes_left<'h>(&self, live: impl Iterator<Item = &'h Home>) -> Vec<String> {
        let live: BTreeSet<String> = live.map(|home| snake(home.text())).collect();
        let homes = self.0.iter().map(|former| &former.home).filter(|home| !home.is_empty());
        let homes: BTreeMap<String, &String> = homes.map(|home| (snake(home), home)).collect();
        let left = homes.into_iter().filter(|(home, _)| !live.contains(home));
        left.map(|(_, home)| home.clone()).collect()
    }

    /// Keeps the names of the client's own methods from what is new.
    pub(super) fn retire_of_client(&self, names: &mut Names) {
        let of_client = self.0.iter().filter(|former| former.home.is_empty());
        of_client.for_each(|former| former.retire(renamed::CLIENT, names));
    }

    /// Keeps the names of the methods of handles from what is new.
    pub(super) fn retire_of_handles(&self, rooms: &Rooms, names: &mut Names) {
        for former in self.0.iter().filter(|former| !former.home.is_empty()) {
            if let Some((_, accessor)) = rooms.of_home(&former.home) {
                former.retire(accessor, names);
            }
        }
    }
}

impl FormerMethod {
    fn retire(&self, accessor: &str, names: &mut Names) {
        names.retire(Scope::whole(OPERATIONS).part(accessor), self.old.clone());
        for item in &self.items {
            names.retire(Scope::whole(ITEMS).part(accessor), item.clone());
        }
    }
}

/// The modules and the accessors of all handles, by what gives them.
pub(super) struct Rooms {
    by_home: BTreeMap<String, (String, String)>,
    by_name: BTreeMap<String, (String, String)>,
}

impl Rooms {
    /// All of them, in one order.
    pub(super) fn of(homes: &[String], modules: &[String], accessors: &[String]) -> Self {
        let rooms = modules.iter().cloned().zip(accessors.iter().cloned());
        let all = homes.iter().zip(rooms);
        Self {
            by_home: all.clone().map(|(home, room)| (home.clone(), room)).collect(),
            by_name: all.map(|(home, room)| (snake(home), room)).collect(),
        }
    }

    /// The module and the accessor. Tags that are one word in Rust are one handle.
    fn of_home(&self, home: &str) -> Option<(&str, &str)> {
        if home.is_empty() {
            return Some((names::UNTAGGED, renamed::CLIENT));
        }
        let room = self.by_home.get(home).or_else(|| self.by_name.get(&snake(home)));
        room.map(|(module, accessor)| (module.as_str(), accessor.as_str()))
    }
}

/// What gives an operation its handle; nothing for a method of the client.
fn home(member: &OperationDraft) -> &str {
    member.home.as_ref().map_or("", Home::text)
}

/// What an operation was called elsewhere: what the last run had as former, and what it was called in the last run.
fn of_operation(member: &OperationDraft, live: &BTreeSet<String>, names: &mut Names) -> Vec<FormerMethod> {
    let now = home(member);
    let is_one = |home: &str| !home.is_empty() && !now.is_empty() && !live.contains(home) && snake(home) == snake(now);
    let is_elsewhere = |home: &str| home != now && !is_one(home);
    let before = names.before(HOMES, &member.key).map(str::to_owned);
    let others = member.call.other_bodies.iter();
    let others = others.map(|other| format!("{} {}", member.key, other.word));
    let keys = std::iter::once(member.key.clone()).chain(others);
    let mut found = Vec::new();
    for (position, key) in keys.enumerate() {
        let former = names.texts_before(FORMER, &key);
        let mut former: BTreeMap<String, String> =
            former.map(|(home, old)| (home.to_owned(), old.to_owned())).collect();
        if let (Some(before), Some(method)) = (&before, names.before(OPERATIONS, &key)) {
            former.insert(before.clone(), method.to_owned());
        }
        for (home, old) in former.into_iter().filter(|(home, _)| is_elsewhere(home)) {
            names.note_text(FORMER, &key, &home, &old);
            let table = match before.as_ref() == Some(&home) {
                true => Table::Items,
                false => Table::Former,
            };
            let suffixes = SUFFIXES.iter().filter(|_| position == 0);
            let items =
                suffixes.map(|suffix| item(names, table, (&home, &old), &format!("{}{suffix}", member.key), suffix));
            found.push(FormerMethod {
                items: items.collect(),
                home,
                old,
                position,
            });
        }
    }
    found
}

/// Where the lock has the names of items: those of the last run, or former ones.
#[derive(Clone, Copy)]
enum Table {
    Items,
    Former,
}

/// The name that an item had beside a method; kept where it doesn't follow from the method's.
fn item(names: &mut Names, table: Table, (home, method): (&str, &str), key: &str, suffix: &str) -> String {
    let implied = pascal(&format!("{method}{suffix}"));
    let listed = match table {
        Table::Items => names.before(ITEMS, key).map(str::to_owned),
        Table::Former => {
            let mut former = names.texts_before(FORMER_ITEMS, key);
            former.find(|(of, _)| *of == home).map(|(_, name)| name.to_owned())
        }
    };
    let name = listed.unwrap_or_else(|| implied.clone());
    if name != implied {
        names.note_text(FORMER_ITEMS, key, home, &name);
    }
    name
}

/// The handle that has former names alone.
pub(super) fn handle(home: &str, rust: String, accessor: String) -> Handle {
    Handle {
        name: Name {
            rust,
            wire: home.to_owned(),
        },
        accessor,
        docs: Docs::of(["Former names of operations that have another tag now."]),
        deprecated: Some(Note::of("its operations have another tag now")),
    }
}

/// The former names of an operation whose names of today are given.
pub(super) fn settled(member: &OperationDraft, given: &Given, rooms: &Rooms) -> Vec<Former> {
    let methods: Vec<&String> = std::iter::once(&given.method).chain(&given.others).collect();
    let items = items(member, given);
    let mut by_module: BTreeMap<&str, Former> = BTreeMap::new();
    for former in &member.former {
        let (Some((module, _)), Some(method)) = (rooms.of_home(&former.home), methods.get(former.position)) else {
            continue;
        };
        let entry = by_module.entry(module).or_insert_with(|| Former {
            module: module.to_owned(),
            ..Former::default()
        });
        entry.renamed.methods.push(renamed(&former.old, method));
        let items = former.items.iter().zip(&items);
        let items = items.filter_map(|(old, new)| Some(renamed(old, new.as_ref()?)));
        entry.renamed.items.extend(items);
    }
    by_module.into_values().collect()
}

/// What stands beside the method, in the order of [`SUFFIXES`]. A second method has the errors and headers of the first.
fn items(member: &OperationDraft, given: &Given) -> [Option<String>; 5] {
    let is_first = member.delivery.is_none();
    [
        Some(given.marker.clone()),
        Some(given.request.clone()),
        Some(given.error.clone()).filter(|_| is_first),
        given.output.clone(),
        given.headers.clone().filter(|_| is_first),
    ]
}

/// Leaves out the old names that something else has now.
pub(super) fn settle(groups: &mut [Group]) {
    let accessors: BTreeSet<String> = groups
        .iter()
        .filter_map(|group| Some(group.handle.as_ref()?.accessor.clone()))
        .collect();
    let mut methods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut items: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for group in groups.iter() {
        let own = group.operations.iter().flat_map(renamed::methods).map(str::to_owned);
        let (reserved, accessors) = match &group.handle {
            Some(_) => (names::HANDLE_METHODS, None),
            None => (names::CLIENT_METHODS, Some(&accessors)),
        };
        let reserved = reserved.names.iter().map(|name| (*name).to_owned());
        let accessors = accessors.into_iter().flatten().cloned();
        methods.insert(group.module.clone(), own.chain(reserved).chain(accessors).collect());
        items.insert(group.module.clone(), item_names(group));
    }
    let is_free = |taken: &mut BTreeMap<String, BTreeSet<String>>, module: &str, name: &str| {
        taken.get_mut(module).is_some_and(|taken| taken.insert(name.to_owned()))
    };
    for former in groups
        .iter_mut()
        .flat_map(|group| &mut group.operations)
        .flat_map(formers)
    {
        let module = &former.module;
        former
            .renamed
            .methods
            .retain(|renamed| is_free(&mut methods, module, &renamed.old));
        former
            .renamed
            .items
            .retain(|renamed| is_free(&mut items, module, &renamed.old));
    }
}

fn formers(operation: &mut Operation) -> &mut Vec<Former> {
    &mut operation.former
}
