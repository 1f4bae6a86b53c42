"""Writes the types of an emitted client as plain Rust with the derives of std: the least that a crate with them can cost.

    floor.py CLIENT OUTPUT
"""

import re
import sys
from pathlib import Path

client, output = Path(sys.argv[1]), Path(sys.argv[2])
STUBS = """//! Plain types with the derives of std.

#![allow(dead_code, unused_imports)]

pub mod types;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownInteger(i64);
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownVariant(serde_json::Value);
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field<T> {
    #[default]
    Absent,
    Null,
    Value(T),
}
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base64(Vec<u8>);
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Null;
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BigInteger(String);
"""


def plain(text):
    """Without macros, and without what isn't a type."""
    text = re.sub(r"^[a-z_]+! \{.*?^\}(?: \})?\n", "", text, flags=re.M | re.S)
    text = re.sub(r"^impl\b.*?^\}\n", "", text, flags=re.M | re.S)
    text = re.sub(r"^use crate::runtime::json[^;]*;\n", "", text, flags=re.M | re.S)
    text = re.sub(r"^#\[cfg_attr\(not\(feature.*?\)\]\n", "#[non_exhaustive]\n", text, flags=re.M)
    return text


def exported(text, files):
    """The same list of exports, without what macros would have declared."""

    def kept(found):
        declared = set(re.findall(r"pub (?:struct|enum|type) (\w+)", files.get(found[1], "")))
        names = [name for name in re.findall(r"\w+", found[2]) if name in declared]
        return f"pub use {found[1]}::{{{', '.join(names)}}};" if names else ""

    return re.sub(r"^pub use (\w+)::(\{[^}]*\}|\w+);", kept, text, flags=re.M)


(output / "src/types").mkdir(parents=True, exist_ok=True)
(output / "src/lib.rs").write_text(STUBS)
sources = sorted((client / "src/types").rglob("*.rs"))
files = {file.stem: plain(file.read_text()) for file in sources}
for file in sources:
    place = output / "src/types" / file.relative_to(client / "src/types")
    place.parent.mkdir(parents=True, exist_ok=True)
    text = files[file.stem]
    place.write_text(exported(text, files) if file.stem == "mod" else text)
