//! Properties of a JSON body that its type doesn't have.

use super::body::Body;
use super::problem::Problem;
use super::tree::Tree;
use crate::runtime::json;

/// The body with these properties, each in place of one of the same name.
pub(super) fn added(body: Option<Body>, properties: Vec<(String, Tree)>) -> Result<Option<Body>, Problem> {
    if properties.is_empty() {
        return Ok(body);
    }
    let bytes = body.as_ref().and_then(Body::bytes);
    let tree = bytes.and_then(|bytes| json::from_slice(&bytes).ok());
    let Some(Tree::Members(mut members)) = tree else {
        return Err(Problem::request(
            "`with_body_property` needs a body that is a JSON object",
        ));
    };
    for (name, value) in properties {
        match members.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => members.push((name, value)),
        }
    }
    Ok(Some(Body::from(json::to_vec(&Tree::Members(members)))))
}
