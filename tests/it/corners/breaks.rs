//! One node of a document that is replaced by what may not stand there, or taken away.

use serde_json::{Value, json};

use crate::mutations::random::Random;

/// A broken corner.
#[derive(Clone, Debug)]
pub struct Break {
    /// The JSON Pointer to the node in the entry document.
    pub place: String,
    /// What stands there instead; `None` where the node is taken away.
    pub new: Option<Value>,
}

/// What nodes are replaced by.
pub fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!("oops"),
        json!(7),
        json!([]),
        json!({}),
        json!({"$ref": "#/nowhere"}),
        json!({"$ref": "missing.yaml"}),
    ]
}

impl Break {
    /// The corner that a seed breaks, at one of these places.
    pub fn at_random(seed: u64, places: &[String]) -> Self {
        let mut random = Random::new(seed);
        let mut kinds: Vec<Option<Value>> = replacements().into_iter().map(Some).collect();
        kinds.push(None);
        Self {
            place: random.pick(places).cloned().unwrap_or_default(),
            new: random.pick(&kinds).cloned().flatten(),
        }
    }

    /// The document with the corner broken.
    pub fn applied(&self, whole: &Value) -> Value {
        let mut broken = whole.clone();
        match &self.new {
            Some(new) => {
                if let Some(node) = broken.pointer_mut(&self.place) {
                    *node = new.clone();
                }
            }
            None => remove(&mut broken, &self.place),
        }
        broken
    }
}

impl std::fmt::Display for Break {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.new {
            Some(new) => write!(formatter, "{} = {new}", self.place),
            None => write!(formatter, "{} is taken away", self.place),
        }
    }
}

fn remove(document: &mut Value, place: &str) {
    let Some((above, token)) = place.rsplit_once('/') else {
        return;
    };
    match document.pointer_mut(above) {
        Some(Value::Object(members)) => drop(members.remove(&token.replace("~1", "/").replace("~0", "~"))),
        Some(Value::Array(elements)) => {
            if let Some(index) = token.parse().ok().filter(|index| *index < elements.len()) {
                elements.remove(index);
            }
        }
        _ => {}
    }
}

/// The places of a document, parents first, without those in texts and values for people. The document itself and its
/// version are left out: without them nothing can be meant by it.
pub fn places(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    gather(document, "", &mut found);
    found.retain(|place| !["", "/openapi", "/paths"].contains(&place.as_str()));
    found
}

fn gather(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if !name.starts_with("x-") && !["example", "examples", "externalDocs"].contains(&name.as_str()) {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    gather(member, &format!("{place}/{name}"), found);
                }
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                gather(element, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}
