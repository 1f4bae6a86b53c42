//! Each library stops at a written border: ARCHITECTURE.md, "Borders".

use std::path::{Path, PathBuf};

use clientwright_tests::root;

/// A library, and the parts of the generator that may name it.
const BORDERS: &[(&str, &[&str])] = &[
    ("serde_yaml", &["source/yaml.rs"]),
    ("saphyr_parser", &["source/yaml.rs", "source/positions.rs"]),
    ("serde_json_path", &["source/overlay/target.rs"]),
    ("openapiv3", &["document/"]),
    ("quote", &["emit/", "emit.rs"]),
    ("proc_macro2", &["emit/", "emit.rs", "render/"]),
    ("prettyplease", &["render/"]),
    ("syn", &["render/"]),
    ("heck", &["names/"]),
    ("regress", &["lower/schema/patterns.rs"]),
    ("any_ascii", &["names/"]),
    ("unicode_normalization", &["names/"]),
    ("pulldown_cmark", &["prose/"]),
    ("strsim", &["diagnostic/suggest.rs"]),
    ("annotate_snippets", &["prose/terminal/message.rs"]),
    ("similar", &["output/compare.rs"]),
    ("fs4", &["output/exclusive.rs"]),
    ("same_file", &["output/exclusive.rs"]),
    ("semver", &["config.rs", "config/", "diff/verdict.rs"]),
    ("schemars", &["config.rs", "config/"]),
    (
        "toml",
        &[
            "build_script/package.rs",
            "config.rs",
            "config/",
            "diff/accepted.rs",
            "render/module/features.rs",
        ],
    ),
    ("base64", &["learn/archive.rs"]),
    ("clap", &["cli.rs", "cli/"]),
    ("sha2", &["cli/document.rs"]),
    ("ureq", &["cli/document.rs"]),
    ("mimalloc", &["main.rs"]),
];

/// What a stage may not know of: a part, and the parts of this crate that it may not name.
const STAGES: &[(&str, &[&str])] = &[
    (
        "source",
        &[
            "document", "dialect", "lower", "ir", "emit", "render", "output", "config",
        ],
    ),
    ("dialect", &["lower", "ir", "emit", "render", "output", "config"]),
    ("document", &["lower", "ir", "emit", "render", "output", "config"]),
    (
        "spec",
        &[
            "source",
            "dialect",
            "document",
            "lower",
            "ir",
            "names",
            "emit",
            "render",
            "output",
            "config",
            "diagnostic",
        ],
    ),
    ("lower", &["source", "dialect", "emit", "render", "output", "config"]),
    (
        "ir",
        &[
            "source",
            "document",
            "dialect",
            "lower",
            "emit",
            "render",
            "output",
            "config",
            "diagnostic",
        ],
    ),
    (
        "prose",
        &[
            "source", "document", "dialect", "lower", "ir", "emit", "render", "output", "config", "surface",
        ],
    ),
    (
        "surface",
        &[
            "source",
            "document",
            "dialect",
            "lower",
            "names",
            "emit",
            "render",
            "output",
            "config",
            "diagnostic",
        ],
    ),
    (
        "emit",
        &[
            "source",
            "document",
            "dialect",
            "lower",
            "names",
            "diagnostic",
            "render",
            "output",
            "config",
        ],
    ),
    (
        "rustdoc",
        &[
            "source",
            "document",
            "dialect",
            "lower",
            "emit",
            "diagnostic",
            "render",
            "output",
            "config",
        ],
    ),
    (
        "render",
        &[
            "source",
            "document",
            "dialect",
            "lower",
            "ir",
            "diagnostic",
            "output",
            "config",
        ],
    ),
    (
        "output",
        &[
            "source",
            "document",
            "dialect",
            "lower",
            "ir",
            "emit",
            "diagnostic",
            "config",
        ],
    ),
];

/// What touches the file system may stand only here.
const FILES: &[&str] = &[
    "source.rs",
    "source/configuration.rs",
    "source/files.rs",
    "source/paths.rs",
    "output/compare.rs",
    "output/disk.rs",
    "output/exclusive.rs",
    "output/moves.rs",
    "output/paths.rs",
    "output/tests.rs",
    "output/tests/hostile.rs",
    "output/tests/interrupted.rs",
    "output/tests/own.rs",
    "build_script/package.rs",
    "build_script/tests.rs",
    "config/lock.rs",
    "config/read.rs",
    "cli.rs",
    "cli/bump.rs",
    "cli/diff.rs",
    "cli/learn.rs",
    "pipeline.rs",
];

fn sources() -> Vec<(String, String)> {
    let folder = root().join("generator/src");
    let mut found = Vec::new();
    gather(&folder, &folder, &mut found);
    assert!(found.len() > 40, "the generator's sources are found");
    found
}

pub(super) fn gather(folder: &Path, base: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            gather(&path, base, found);
        } else {
            let name = path.strip_prefix(base).unwrap().to_string_lossy().replace('\\', "/");
            found.push((name, code(&std::fs::read_to_string(&path).unwrap())));
        }
    }
}

/// The code without comments and without its unit tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn names(code: &str, library: &str) -> bool {
    code.match_indices(&format!("{library}::")).any(|(at, _)| {
        let before = code[..at].chars().next_back().unwrap_or(' ');
        !(before.is_alphanumeric() || before == '_' || before == ':')
    })
}

#[test]
fn libraries_stay_inside_their_borders() {
    for (file, code) in sources() {
        for (library, parts) in BORDERS {
            let is_inside = parts
                .iter()
                .any(|part| file == *part || (part.ends_with('/') && file.starts_with(part)));
            assert!(is_inside || !names(&code, library), "{file} names {library}");
        }
    }
}

#[test]
fn every_library_is_named_inside_its_border() {
    let sources = sources();
    for (library, parts) in BORDERS {
        let is_used = sources.iter().any(|(file, code)| {
            parts.iter().any(|part| file == part || file.starts_with(part)) && names(code, library)
        });
        assert!(is_used, "{library} is not used where its border allows it");
    }
}

#[test]
fn stages_do_not_look_ahead_or_back() {
    for (file, code) in sources() {
        for (stage, others) in STAGES {
            if file == format!("{stage}.rs") || file.starts_with(&format!("{stage}/")) {
                for other in *others {
                    assert!(
                        !code.contains(&format!("crate::{other}::")),
                        "{file} names crate::{other}"
                    );
                }
            }
        }
    }
}

#[test]
fn only_source_reads_and_only_output_writes() {
    for (file, code) in sources() {
        assert!(
            FILES.contains(&file.as_str()) || !code.contains("std::fs"),
            "{file} touches the file system"
        );
    }
}

/// What only the gate, or one file of it, may write, and where; a part of a line of code stands for it.
const GATES: &[(&str, &[&str])] = &[
    (
        "#[doc =",
        &["emit/tokens.rs", "diagnostic/table.rs", "surface/kinds.rs"],
    ),
    ("#[deprecated", &["emit/tokens.rs"]),
    ("Line::gated(", &["prose.rs", "prose/"]),
    (" println!(", &["cli/terminal.rs", "build_script/cargo.rs"]),
    (" print!(", &["cli/terminal.rs"]),
    ("eprint", &["cli/terminal.rs"]),
    ("dbg!(", &[]),
];

#[test]
fn text_passes_one_gate() {
    for (file, code) in sources() {
        for (text, parts) in GATES {
            let is_inside = parts
                .iter()
                .any(|part| file == *part || (part.ends_with('/') && file.starts_with(part)));
            assert!(is_inside || !code.contains(text), "{file} has `{text}`");
        }
    }
}

/// What says which form a public signature has, and the files that may write it: each matches what `ir` has decided, or
/// writes an item that every client with such a feature has.
const SIGNATURES: &[(&str, &[&str])] = &[
    ("impl Into<", &["emit/tokens.rs", "emit/client.rs", "emit/servers.rs"]),
    ("impl IntoIterator<Item", &["emit/tokens.rs"]),
    // Who may set a property: `ir/signatures.rs` has asked that before.
    ("Access::", &[]),
    ("crate::names::", &[]),
];

#[test]
fn emission_decides_nothing_of_the_public_surface() {
    for (file, code) in sources().into_iter().filter(|(file, _)| file.starts_with("emit/")) {
        for (text, parts) in SIGNATURES {
            assert!(
                parts.contains(&file.as_str()) || !code.contains(text),
                "{file} has `{text}`"
            );
        }
    }
}

/// The types of the gate hold a text that nothing outside of it can set.
#[test]
fn the_gate_has_private_fields_only() {
    let types = [
        "Cell", "Comment", "Docs", "FilePath", "Line", "Listing", "Note", "Page", "Shown", "Toml",
    ];
    let gate: String = sources()
        .into_iter()
        .filter(|(file, _)| file.starts_with("prose"))
        .map(|(_, code)| code)
        .collect();
    for name in types {
        let declaration = gate
            .lines()
            .find(|line| line.starts_with(&format!("pub struct {name}(")));
        let declaration = declaration.unwrap_or_else(|| panic!("the gate has the type {name}"));
        assert!(!declaration.contains("(pub"), "{declaration}");
        assert!(!gate.contains(&format!("impl From<String> for {name}")), "{name}");
        assert!(!gate.contains(&format!("impl<'a> From<&'a str> for {name}")), "{name}");
    }
}

#[test]
fn files_are_short() {
    for (file, code) in sources() {
        assert!(code.lines().count() <= 450, "{file} has {} lines", code.lines().count());
    }
}

#[test]
fn functions_are_short() {
    /// About sixty lines, and as many more as a list of fields may need.
    const LONGEST: usize = 70;
    for (file, code) in sources() {
        let lines: Vec<&str> = code.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| begins_function(line)) {
            let end = format!("{}}}", " ".repeat(line.len() - line.trim_start().len()));
            let length = lines[at..].iter().take_while(|line| **line != end).count() + 1;
            let is_short = line.ends_with(['}', ';']) || length <= LONGEST;
            assert!(is_short, "{file} has a function of {length} lines: {line}");
        }
    }
}

fn begins_function(line: &str) -> bool {
    let qualifies = |word: &&str| word.starts_with("pub") || ["const", "async", "unsafe"].contains(word);
    line.trim_start().split(' ').find(|word| !qualifies(word)) == Some("fn")
}

/// A file of tests that no file names is never run.
#[test]
fn every_file_of_tests_is_a_module() {
    let folder = root().join("tests/it");
    let mut found = Vec::new();
    gather(&folder, &folder, &mut found);
    assert!(found.len() > 40, "the tests are found");
    for (file, _) in &found {
        let name = Path::new(file).file_stem().unwrap().to_string_lossy().into_owned();
        let declared = [
            format!("mod {name};"),
            format!("mod {name} {{"),
            format!("#[path = \"{file}\"]"),
        ];
        let is_root = ["main.rs", "support.rs"].contains(&file.as_str()) || name == "mod";
        let is_named = found
            .iter()
            .any(|(_, code)| declared.iter().any(|declared| code.contains(declared)));
        assert!(is_root || is_named, "{file} is in no module");
    }
}
