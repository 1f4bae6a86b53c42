//! One dialect: a document of any version, in any number of files, as typed schemas and a skeleton of all else, which OpenAPI
//! 3.0's model reads.
//!
//! One pass over the raw tree, a small rule for each difference. What vendors publish against the letter of the standard
//! is mended here, each mend with a warning.

mod affected;
mod anchors;
mod answers;
mod components;
mod copies;
mod encodings;
mod fits;
mod flows;
mod keys;
mod kind;
pub(crate) mod marks;
mod methods;
mod misplaced;
mod operations;
mod parameters;
mod references;
mod required;
mod schemas;
mod selected;
mod servers;
mod slots;
mod version;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::{Coverage, Selection};
use crate::pointer::{Place, Pointer};
use crate::source::{Source, kind_of};
use crate::spec::{self, SchemaSlot};
use kind::Kind;
pub(crate) use marks::{DEVICE, WEBHOOKS};
pub(crate) use methods::{is_method, rank, verb};
use selected::Selected;
pub(crate) use slots::Slots;
pub(crate) use version::Version;

/// The extension by which a document says that its webhooks are signed as Standard Webhooks are.
pub(crate) const STANDARD_WEBHOOKS: &str = "x-standard-webhooks";

/// How many names are compared to suggest what was meant, in all messages together.
const MAX_COMPARISONS: usize = 500_000;

/// A document of one dialect, and where its parts come from.
pub(crate) struct Lowered {
    /// All but the schemas, as the model of OpenAPI 3.0 has it; each schema of a parameter or a body is in the arena.
    pub(crate) skeleton: Value,
    pub(crate) slots: Slots,
    /// The component schemas.
    pub(crate) schemas: IndexMap<String, SchemaSlot>,
    pub(crate) origins: BTreeMap<Pointer, Place>,
    /// The component schemas that the document names itself.
    pub(crate) named: BTreeSet<String>,
    /// Whether some number may come as a string of its digits.
    pub(crate) reads_digits: bool,
    /// How much of the document is in it, where that isn't all.
    pub(crate) coverage: Option<Coverage>,
}

/// Lowers what is selected of the source.
pub(crate) fn lower(
    source: &Source,
    version: Version,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Lowered {
    let mut lowering = Lowering {
        source,
        selection,
        selected: Selected::default(),
        version,
        diagnostics,
        names: BTreeMap::new(),
        declared: Vec::new(),
        hoisted: BTreeMap::new(),
        inside: Vec::new(),
        fitting: BTreeSet::new(),
        queue: Vec::new(),
        origins: BTreeMap::new(),
        named: BTreeSet::new(),
        schemes: BTreeSet::new(),
        tags: BTreeSet::new(),
        is_incoming: false,
        reads_digits: false,
        anchors: anchors::of(source),
        counts: BTreeMap::new(),
        comparisons: MAX_COMPARISONS,
        room: Some(copies::room(source)),
        weights: BTreeMap::new(),
        widths: BTreeMap::new(),
        words: BTreeMap::new(),
        security: source
            .entry()
            .and_then(|entry| entry.get("security"))
            .map_or(0, copies::length),
        abandoned: BTreeMap::new(),
        lost: 0,
        slots: Slots::default(),
    };
    let (skeleton, schemas) = lowering.document();
    Lowered {
        skeleton,
        schemas,
        coverage: lowering.coverage(),
        named: lowering.named,
        origins: lowering.origins,
        reads_digits: lowering.reads_digits,
        slots: lowering.slots,
    }
}

/// The state of the pass.
struct Lowering<'s> {
    source: &'s Source,
    /// Which operations are in the client.
    selection: &'s Selection,
    /// What became of that.
    selected: Selected<'s>,
    version: Version,
    diagnostics: &'s mut Diagnostics,
    /// The names of each kind of component that are taken.
    names: BTreeMap<Kind, BTreeSet<String>>,
    /// What the document declares itself.
    declared: Vec<(Kind, String, &'s Value, Place)>,
    /// What has a name: what is declared, and what something refers to.
    hoisted: BTreeMap<(Kind, Place), String>,
    /// What is being lowered where something refers to it, without a name of its own, and what refers to it so.
    inside: Vec<Place>,
    /// What is known to lead to something of a kind.
    fitting: BTreeSet<(Kind, Place)>,
    /// What was given a name and is not yet lowered.
    queue: Vec<(Kind, Place, String)>,
    origins: BTreeMap<Pointer, Place>,
    /// The component schemas that the document names itself.
    named: BTreeSet<String>,
    /// The keys of the security schemes.
    schemes: BTreeSet<String>,
    /// The names of the declared tags.
    tags: BTreeSet<String>,
    /// Whether what is lowered now is sent by the server: a webhook or a callback.
    is_incoming: bool,
    /// Whether some number may come as a string of its digits.
    reads_digits: bool,
    /// Where the schemas with an anchor stand.
    anchors: anchors::Anchors,
    /// How many components wanted each text as their name.
    counts: BTreeMap<(Kind, String), usize>,
    /// How many names may still be compared to suggest what was meant.
    comparisons: usize,
    /// How much references may still copy; nothing once that was too much.
    room: Option<usize>,
    /// How much a reference to a place copies.
    weights: BTreeMap<Place, usize>,
    /// How much an `allOf` of a schema copies.
    widths: BTreeMap<Place, usize>,
    /// How long the words of a schema are that its users repeat.
    words: BTreeMap<Place, usize>,
    /// How long the document's own `security` is.
    security: usize,
    /// What refers to something that can't be made, by where that was reported.
    abandoned: BTreeMap<Place, BTreeSet<Place>>,
    /// How many path items and operations were left out.
    lost: usize,
    /// The schemas that stand in the skeleton.
    slots: Slots,
}

impl Lowering<'_> {
    fn document(&mut self) -> (Value, IndexMap<String, SchemaSlot>) {
        let root = Place::default();
        let source = self.source;
        let Some(entry) = source.entry().and_then(Value::as_object) else {
            return (Value::Null, IndexMap::new());
        };
        self.check_keys(entry, &root, keys::DOCUMENT);
        self.declare_components(entry);
        let mut document = Map::new();
        document.insert("openapi".to_owned(), json!("3.0.3"));
        document.insert("info".to_owned(), self.info(entry.get("info"), &child(&root, "info")));
        document.insert(
            "servers".to_owned(),
            self.servers(entry.get("servers"), &child(&root, "servers")),
        );
        let security = entry
            .get("security")
            .and_then(|security| self.security(security, &child(&root, "security")));
        document.extend(security.map(|security| ("security".to_owned(), security)));
        let tags = self.tags(entry.get("tags"), &child(&root, "tags"));
        let names = tags.as_array().into_iter().flatten();
        let names = names.filter_map(|tag| tag.get("name")?.as_str().map(str::to_owned));
        self.tags = names.collect();
        document.insert("tags".to_owned(), tags);
        document.insert(
            "paths".to_owned(),
            self.paths(entry.get("paths"), &child(&root, "paths")),
        );
        if let Some(says_so) = entry.get(STANDARD_WEBHOOKS) {
            document.insert(STANDARD_WEBHOOKS.to_owned(), says_so.clone());
        }
        document.insert(WEBHOOKS.to_owned(), self.webhooks(entry));
        let (components, mut schemas) = self.components();
        document.insert("components".to_owned(), components);
        self.report_unmatched_patterns();
        self.check_operations(&document);
        let document = Value::Object(document);
        self.check_required(&document, &mut schemas);
        self.say_what_is_affected(&document, &schemas);
        (document, schemas)
    }

    /// A document without operations is valid, but mostly the wrong one; one whose operations are all broken has no meaning.
    fn check_operations(&mut self, document: &Map<String, Value>) {
        let items = ["paths", WEBHOOKS]
            .into_iter()
            .filter_map(|key| document.get(key)?.as_object());
        let mut members = items
            .flat_map(Map::values)
            .filter_map(Value::as_object)
            .flat_map(Map::keys);
        if members.any(|key| is_method(key)) {
            return;
        }
        let place = child(&Place::default(), "paths");
        let Coverage {
            operations, webhooks, ..
        } = self.selected.coverage;
        let left_out = operations.all + webhooks.all - operations.taken - webhooks.taken;
        if left_out > 0 && self.lost == 0 {
            let message = format!(
                "the configuration selects none of the {left_out} operations and webhooks; the client only contains types"
            );
            self.report(Code::NoOperations, &place, message);
        } else if self.lost > 0 {
            let message = "none of the document's operations can be made";
            self.report(Code::EveryOperationBroken, &place, message);
        } else {
            let message = "the document declares neither operations nor webhooks; the client only contains types";
            self.report(Code::NoOperations, &place, message);
        }
    }

    /// Where in the sources what stands at a pointer of the lowered document comes from.
    fn origin(&self, pointer: &Pointer) -> Place {
        spec::origin(&self.origins, pointer)
    }

    fn info(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let empty = Map::new();
        let found = raw.and_then(|raw| self.object(raw, place, "`info`"));
        let (info, place) = found.unwrap_or_else(|| (&empty, place.clone()));
        self.check_keys(info, &place, keys::INFO);
        let [title, version, description] = ["title", "version", "description"].map(|key| {
            let text = self.text(info, key, &place);
            text.filter(|text| !text.trim().is_empty())
        });
        for (key, text) in [("title", &title), ("version", &version)] {
            if text.is_none() {
                self.report(Code::Mended, &place, format!("`info` has no `{key}`"));
            }
        }
        let title = title.unwrap_or_else(|| "API".to_owned());
        let version = version.unwrap_or_else(|| "0".to_owned());
        match description {
            Some(description) => json!({"title": title, "version": version, "description": description}),
            None => json!({"title": title, "version": version}),
        }
    }

    fn tags(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let mut tags = Vec::new();
        for (tag, place) in self.list(raw, place, "`tags`") {
            if let Value::String(name) = tag {
                let message = "a tag must be a mapping; the string is treated as its `name`";
                self.report(Code::Mended, &place, message);
                tags.push(json!({"name": name}));
                continue;
            }
            let Some((members, place)) = self.object(tag, &place, "a tag") else {
                continue;
            };
            self.check_keys(members, &place, keys::TAG);
            let Some(name) = self.text(members, "name", &place) else {
                self.report(
                    Code::InvalidDocument,
                    &place,
                    "the tag has no `name`, so it is left out",
                );
                continue;
            };
            let description = self.text(members, "description", &place);
            tags.push(match description.or_else(|| self.text(members, "summary", &place)) {
                Some(description) => json!({"name": name, "description": description}),
                None => json!({"name": name}),
            });
        }
        Value::Array(tags)
    }

    /// Requirements of schemes that are not declared can't be met; they are left out, and reported. `None` where there is no
    /// list of them.
    fn security(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        let mut requirements = Vec::new();
        for (requirement, place) in self.elements(raw, place, "`security`")? {
            let named = requirement.as_str().filter(|scheme| self.schemes.contains(*scheme));
            if let Some(scheme) = named {
                let message = "a security requirement must be a mapping; the string is treated as its scheme";
                self.report(Code::Mended, &place, message);
                requirements.push(json!({scheme: []}));
                continue;
            }
            let Some((requirement, place)) = self.object(requirement, &place, "a security requirement") else {
                continue;
            };
            let mut kept = Map::new();
            let mut is_whole = true;
            for (scheme, scopes) in requirement {
                let place = child(&place, scheme);
                if self.is_mutual_tls(scheme) {
                    continue;
                }
                if self.schemes.contains(scheme) {
                    let scopes = self.texts(Some(scopes), &place, "the list of scopes");
                    kept.insert(scheme.clone(), json!(scopes));
                } else {
                    is_whole = false;
                    let message = format!("the security scheme `{scheme}` is not declared in `components`");
                    self.report(Code::Mended, &place, message);
                }
            }
            if is_whole {
                requirements.push(Value::Object(kept));
            }
        }
        Some(Value::Array(requirements))
    }

    /// Lowers what stands elsewhere as a part of what refers to it; `None` where that is a part of itself.
    fn in_place<T>(&mut self, place: &Place, lower: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.inside.contains(place) {
            return None;
        }
        self.inside.push(place.clone());
        let lowered = lower(self);
        self.inside.pop();
        Some(lowered)
    }

    /// Lowers one thing; the references that were followed in it are done with it.
    fn scoped<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> T {
        let passed = self.inside.len();
        let lowered = lower(self);
        self.inside.truncate(passed);
        lowered
    }

    /// Reports a warning or an error by its code.
    fn report(&mut self, code: Code, place: &Place, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, place.clone(), message));
    }
}

fn child(place: &Place, token: &str) -> Place {
    place.child(token)
}

fn element(place: &Place, index: usize) -> Place {
    place.index(index)
}

/// A scalar by its text: titles and versions are often numbers in YAML.
fn scalar_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
