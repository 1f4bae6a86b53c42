//! Files import each other in one direction: ARCHITECTURE.md, "Rooms".

use std::collections::{BTreeMap, BTreeSet};

use clientwright_tests::root;

use super::borders::gather;

/// Schemas are made of schemas, so the files of this room call each other.
const RECURSIVE: &str = "lower::schema";

#[test]
fn files_of_the_generator_import_each_other_in_one_direction() {
    let house = House::of("generator/src");
    let circles = house.circles(|from, to| is_in(from, RECURSIVE) && is_in(to, RECURSIVE));
    assert!(circles.is_empty(), "{circles:#?}");
    assert!(!house.circles(|_, _| false).is_empty(), "the imports are read");
}

/// The layers of the runtime: what is sent, then calls, then the client, then pages, webhooks and mocks.
#[test]
fn files_of_the_runtime_import_each_other_in_one_direction() {
    let circles = House::of("generator/runtime").circles(|_, _| false);
    assert!(circles.is_empty(), "{circles:#?}");
}

/// The check itself finds what it is for.
#[test]
fn a_circle_is_found_whatever_way_a_name_is_imported() {
    let found = |files: &[(&str, &str)]| {
        let files = files
            .iter()
            .map(|(name, code)| ((*name).to_owned(), (*code).to_owned()));
        House { files: files.collect() }.circles(|_, _| false).len()
    };
    let by_name = [("a", "use crate::b::{B, C as D};"), ("b", "use super::a::A;")];
    let by_module = [("a", "use super::b;\nfn f() { b::g() }"), ("b", "use crate::a::A;")];
    let by_export = [
        ("r", "pub(crate) use s::S;"),
        ("r::s", "use crate::t::T;"),
        ("t", "use crate::r::S;"),
    ];
    let of_the_room = [("r", "use s::S;\nstruct R;"), ("r::s", "use super::R;")];
    assert_eq!(found(&by_name), 1);
    assert_eq!(found(&by_module), 1);
    assert_eq!(found(&by_export), 1);
    assert_eq!(
        found(&of_the_room),
        0,
        "what a room declares itself is there for its files"
    );
}

/// The files of a crate by their modules: `lower::schema`.
struct House {
    files: BTreeMap<String, String>,
}

impl House {
    fn of(folder: &str) -> Self {
        let folder = root().join(folder);
        let mut found = Vec::new();
        gather(&folder, &folder, &mut found);
        let is_test = |file: &str| file.ends_with("tests.rs") || file.contains("/tests/");
        let files = found.into_iter().filter(|(file, _)| !is_test(file));
        Self {
            files: files.map(|(file, text)| (module(&file), text)).collect(),
        }
    }

    /// A way through each circle, each with the file that it begins at.
    fn circles(&self, is_allowed: impl Fn(&str, &str) -> bool) -> Vec<String> {
        let mut edges: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for from in self.files.keys() {
            let mut to = self.imported(from);
            to.retain(|to| !is_in(from, to) && !is_allowed(from, to));
            edges.insert(from, to);
        }
        let mut told = BTreeSet::new();
        let mut circles = Vec::new();
        for start in self.files.keys() {
            if !told.contains(start)
                && let Some(way) = way_back(&edges, start)
            {
                told.extend(way.iter().cloned());
                circles.push(format!("{} -> {start}", way.join(" -> ")));
            }
        }
        circles
    }

    /// The files that a file takes names from.
    fn imported(&self, from: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let code = &self.files[from];
        // What is only handed on isn't needed here.
        let is_needed =
            |import: &Import| !import.is_exported || words(code).filter(|word| *word == import.name).count() > 1;
        for import in imports(code).into_iter().filter(is_needed) {
            let Some(path) = self.absolute(from, &import.path) else {
                continue;
            };
            match self.resolved(&path, 0) {
                (file, Some(_)) => _ = found.insert(file),
                (_, None) => found.extend(self.used_of(from, &import.name, &path)),
            }
        }
        for (module, name) in qualified(&self.files[from]) {
            let child = joined(from, module);
            if self.files.contains_key(&child) {
                found.insert(self.resolved(&parts(&format!("{child}::{name}")), 0).0);
            }
        }
        found.remove(from);
        found
    }

    /// The files of the names that a file takes by the name of a module.
    fn used_of(&self, from: &str, module: &str, path: &[String]) -> Vec<String> {
        let used = qualified(&self.files[from]).filter(|(of, _)| *of == module);
        let names: BTreeSet<&str> = used.map(|(_, name)| name).collect();
        let named = names.into_iter().map(|name| {
            let path: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
            self.resolved(&path, 0).0
        });
        named.collect()
    }

    /// A path from the root of the crate; `None` for one of another crate.
    fn absolute(&self, from: &str, path: &str) -> Option<Vec<String>> {
        let mut path = parts(path);
        let mut base = parts(from);
        match path.first()?.as_str() {
            "crate" => base.clear(),
            "self" => {}
            "super" => {
                while path.first().is_some_and(|first| first == "super") {
                    base.pop();
                    path.remove(0);
                }
                base.extend(path);
                return Some(base);
            }
            first => {
                let is_child = self.files.contains_key(&joined(from, first));
                base.extend(path);
                return is_child.then_some(base);
            }
        }
        base.extend(path.into_iter().skip(1));
        Some(base)
    }

    /// The file that a path leads to, through what modules export, and the name in it; none for a module itself.
    fn resolved(&self, path: &[String], depth: usize) -> (String, Option<String>) {
        let length = (0..=path.len()).rev();
        let mut known = length.filter(|length| *length == 0 || self.files.contains_key(&path[..*length].join("::")));
        let length = known.next().unwrap_or_default();
        let file = path[..length].join("::");
        let Some(name) = path.get(length) else {
            return (file, None);
        };
        let code = self.files.get(&file).map_or("", String::as_str);
        let exported = imports(code)
            .into_iter()
            .find(|import| import.is_exported && import.name == *name);
        let exported = exported.and_then(|import| self.absolute(&file, &import.path));
        match exported.filter(|exported| depth < 8 && exported != path) {
            Some(exported) => self.resolved(&exported, depth + 1),
            None => (file, Some(name.clone())),
        }
    }
}

/// One name that a file brings into scope.
struct Import {
    path: String,
    name: String,
    is_exported: bool,
}

fn imports(code: &str) -> Vec<Import> {
    let mut found = Vec::new();
    for line_start in code.match_indices("use ").map(|(at, _)| at) {
        let before = code[..line_start].rsplit('\n').next().unwrap_or_default().trim();
        if !(before.is_empty() || before.starts_with("pub") && !before.contains(';')) {
            continue;
        }
        let tree = code[line_start + 4..].split(';').next().unwrap_or_default();
        let tree: String = tree.split_whitespace().collect::<Vec<_>>().join(" ");
        for path in leaves(&tree) {
            let (path, name) = match path.split_once(" as ") {
                Some((path, name)) => (path.to_owned(), name.to_owned()),
                None => {
                    let path = path.strip_suffix("::self").unwrap_or(&path).to_owned();
                    let name = path.rsplit("::").next().unwrap_or_default().to_owned();
                    (path, name)
                }
            };
            let is_exported = !before.is_empty();
            found.push(Import {
                path,
                name,
                is_exported,
            });
        }
    }
    found
}

/// The paths of a tree of `use`.
fn leaves(tree: &str) -> Vec<String> {
    let Some((before, rest)) = tree.split_once('{') else {
        return vec![tree.trim().to_owned()];
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let mut depth = 0;
    let members = inner.split(|letter: char| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        letter == ',' && depth == 0
    });
    let members = members.map(str::trim).filter(|member| !member.is_empty());
    members
        .flat_map(|member| leaves(&format!("{}{member}", before.trim())))
        .collect()
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|letter: char| !is_letter(letter))
}

/// The names that stand behind a word and `::`.
fn qualified(code: &str) -> impl Iterator<Item = (&str, &str)> {
    code.match_indices("::").filter_map(|(at, _)| {
        let word = code[..at].rsplit(|letter: char| !is_letter(letter)).next()?;
        let before = code[..at - word.len()].chars().next_back();
        let name = code[at + 2..].split(|letter: char| !is_letter(letter)).next()?;
        let is_first = before != Some(':') && word.starts_with(|letter: char| letter.is_lowercase());
        (is_first && !name.is_empty()).then_some((word, name))
    })
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn way_back(edges: &BTreeMap<&str, BTreeSet<String>>, start: &str) -> Option<Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut open = vec![vec![start.to_owned()]];
    while let Some(way) = open.pop() {
        for next in edges.get(way.last()?.as_str()).into_iter().flatten() {
            if next == start {
                return Some(way);
            }
            if seen.insert(next.clone()) {
                open.push(way.iter().cloned().chain([next.clone()]).collect());
            }
        }
    }
    None
}

/// `lower/schema.rs` → `lower::schema`; nothing for the root of the crate.
fn module(file: &str) -> String {
    let name = file.strip_suffix(".rs").unwrap_or(file);
    let name = name.strip_suffix("/mod").unwrap_or(name);
    match name {
        "lib" | "mod" => String::new(),
        name => name.replace('/', "::"),
    }
}

fn is_in(module: &str, room: &str) -> bool {
    room.is_empty() || module == room || module.strip_prefix(room).is_some_and(|rest| rest.starts_with("::"))
}

fn joined(module: &str, child: &str) -> String {
    match module {
        "" => child.to_owned(),
        module => format!("{module}::{child}"),
    }
}

fn parts(path: &str) -> Vec<String> {
    path.split("::")
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
