//! Which operations and webhooks of a document the client has.

use std::fmt;

use serde_json::{Map, Value};

use crate::pattern::matches;

/// What is selected of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What is in the client; everything, if there are none.
    pub include: Vec<Pattern>,
    /// What isn't, although it is included.
    pub exclude: Vec<Pattern>,
    /// Whether components that no operation leads to are left out.
    pub prunes: bool,
}

impl Selection {
    /// Whether something may be left out.
    pub(crate) fn is_active(&self) -> bool {
        self.prunes || !self.include.is_empty() || !self.exclude.is_empty()
    }

    /// Whether an operation is selected. `note` is called with each pattern that fits it.
    pub(crate) fn takes<'p>(&'p self, candidate: &Candidate<'_>, mut note: impl FnMut(&'p Pattern)) -> bool {
        let mut fits = |patterns: &'p [Pattern]| {
            let fitting = patterns.iter().filter(|pattern| pattern.fits(candidate));
            fitting.inspect(|pattern| note(pattern)).count() > 0
        };
        let is_included = fits(&self.include) || self.include.is_empty();
        let is_excluded = fits(&self.exclude);
        is_included && !is_excluded
    }

    /// All patterns, with the list that each is in.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = (&'static str, &Pattern)> {
        let include = self.include.iter().map(|pattern| ("include", pattern));
        include.chain(self.exclude.iter().map(|pattern| ("exclude", pattern)))
    }
}

/// How much of a document a selection takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Operations of paths.
    pub operations: Part,
    /// Webhooks.
    pub webhooks: Part,
    /// Schemas in `components`.
    pub schemas: Part,
}

/// How many of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// How many are taken.
    pub taken: usize,
    /// How many there are.
    pub all: usize,
}

impl Part {
    /// Counts one more.
    pub(crate) fn count(&mut self, is_taken: bool) {
        self.all += 1;
        self.taken += usize::from(is_taken);
    }
}

/// What a selection is asked about: an operation of a path or of a webhook.
pub(crate) struct Candidate<'c> {
    pub(crate) owner: Owner<'c>,
    pub(crate) method: &'c str,
    /// The operation, and the path item that it is in.
    pub(crate) objects: [Option<&'c Map<String, Value>>; 2],
}

/// What an operation belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner<'c> {
    Path(&'c str),
    Webhook(&'c str),
}

impl Candidate<'_> {
    /// The `operationId`.
    pub(crate) fn id(&self) -> Option<&str> {
        let [operation, _] = self.objects;
        operation?.get("operationId")?.as_str()
    }

    /// The tags.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &str> {
        let [operation, _] = self.objects;
        let tags = operation.and_then(|operation| operation.get("tags")?.as_array());
        tags.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Whether an extension is there and isn't `false` or null.
    fn is_marked(&self, extension: &str) -> bool {
        let mut values = self
            .objects
            .into_iter()
            .flatten()
            .filter_map(|object| object.get(extension));
        values.any(|value| !matches!(value, Value::Null | Value::Bool(false)))
    }
}

/// A pattern of operations, in which `*` stands for any text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    text: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// `tag:pets`
    Tag(String),
    /// `pets/list*`, `operation:pets/list*`
    Operation(String),
    /// `/pets/*`, `GET,HEAD /pets/*`
    Path { methods: Vec<String>, path: String },
    /// `webhook:pet*`
    Webhook(String),
    /// `x-internal`
    Extension(String),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// When it is empty, and when the words before a path aren't methods.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let kind = match text.split_once(':') {
            _ if text.trim().is_empty() => return Err("a pattern can't be empty"),
            Some(("tag", tag)) => Kind::Tag(tag.to_owned()),
            Some(("operation", id)) => Kind::Operation(id.to_owned()),
            Some(("webhook", name)) => Kind::Webhook(name.to_owned()),
            _ if text.starts_with("x-") => Kind::Extension(text.to_owned()),
            _ => of_path(text)?.unwrap_or_else(|| Kind::Operation(text.to_owned())),
        };
        Ok(Self {
            text: text.to_owned(),
            kind,
        })
    }

    fn fits(&self, candidate: &Candidate<'_>) -> bool {
        match &self.kind {
            Kind::Tag(pattern) => candidate.tags().any(|tag| matches(pattern, tag)),
            Kind::Operation(pattern) => candidate.id().is_some_and(|id| matches(pattern, id)),
            Kind::Path { methods, path } => {
                let is_method = methods.is_empty() || methods.iter().any(|method| method == candidate.method);
                matches!(candidate.owner, Owner::Path(own) if is_method && matches(path, own))
            }
            Kind::Webhook(pattern) => matches!(candidate.owner, Owner::Webhook(name) if matches(pattern, name)),
            Kind::Extension(name) => candidate.is_marked(name),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The pattern of paths that a text is, if it is one: a path, perhaps with methods before it.
fn of_path(text: &str) -> Result<Option<Kind>, &'static str> {
    let (methods, path) = match text.split_once(" /") {
        _ if text.starts_with('/') => ("", text.to_owned()),
        Some((methods, path)) => (methods, format!("/{path}")),
        None => return Ok(None),
    };
    let methods = methods.split(',').map(str::trim).filter(|method| !method.is_empty());
    let methods: Vec<String> = methods.map(str::to_ascii_lowercase).collect();
    let is_method = |method: &String| method.bytes().all(|byte| byte.is_ascii_lowercase());
    match methods.iter().all(is_method) {
        true => Ok(Some(Kind::Path { methods, path })),
        false => Err("methods stand before a path, with commas between them: `GET,HEAD /pets/*`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fits(pattern: &str, owner: Owner<'_>) -> bool {
        let operation =
            json!({"operationId": "pets/list", "tags": ["pets", "public api"], "x-beta": "yes", "x-old": false});
        let item = json!({"x-internal": true});
        let candidate = Candidate {
            owner,
            method: "get",
            objects: [operation.as_object(), item.as_object()],
        };
        Pattern::parse(pattern).unwrap().fits(&candidate)
    }

    #[test]
    fn patterns_are_read_by_their_form() {
        for (pattern, of_path, of_webhook) in [
            ("pets/list", true, true),
            ("pets/*", true, true),
            ("operation:*list", true, true),
            ("tag:public*", true, true),
            ("tag:pet", false, false),
            ("/pets", true, false),
            ("/pets*", true, false),
            ("GET /pets", true, false),
            ("post,GET /*", true, false),
            ("POST /pets", false, false),
            ("webhook:pet*", false, true),
            ("x-internal", true, true),
            ("x-beta", true, true),
            ("x-old", false, false),
        ] {
            assert_eq!(fits(pattern, Owner::Path("/pets")), of_path, "{pattern}");
            assert_eq!(fits(pattern, Owner::Webhook("petCreated")), of_webhook, "{pattern}");
        }
        assert!(Pattern::parse(" ").is_err());
        assert!(Pattern::parse("GET|HEAD /pets").is_err());
    }
}
