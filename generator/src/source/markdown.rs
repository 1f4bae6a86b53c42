//! Documentation pages that carry an OpenAPI document in a fence: ` ```yaml ` or ` ````yaml post /path `.

use serde_json::Value;

use super::budget::Budget;
use super::{Problem, yaml};

/// The value of the document in a page.
pub(super) fn read(page: &str, budget: &mut Budget) -> Result<Value, Problem> {
    let fence = fence(page)?;
    yaml::read(fence.text, budget).map_err(|problem| Problem {
        line_and_column: problem
            .line_and_column
            .map(|(line, column)| (line + fence.lines_before, column)),
        ..problem
    })
}

/// The text of the fence that holds the document, and the line before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fence<'t> {
    pub(crate) text: &'t str,
    /// How many lines stand before it.
    pub(crate) lines_before: usize,
}

/// The first fence whose text begins with `openapi:` or `{"openapi"`.
pub(crate) fn fence(text: &str) -> Result<Fence<'_>, Problem> {
    let mut lines_before = 0;
    let mut offset = 0;
    let mut open: Option<(&str, usize, usize)> = None;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        lines_before += 1;
        let trimmed = line.trim();
        match open {
            None if trimmed.starts_with("```") => {
                let ticks = trimmed.len() - trimmed.trim_start_matches('`').len();
                open = Some((trimmed.get(..ticks).unwrap_or("```"), offset, lines_before));
            }
            Some((ticks, from, before)) if trimmed == ticks => {
                let inner = text.get(from..start).unwrap_or_default();
                if is_openapi(inner) {
                    return Ok(Fence {
                        text: inner,
                        lines_before: before,
                    });
                }
                open = None;
            }
            _ => {}
        }
    }
    Err(Problem::syntax(
        1,
        1,
        "the page contains no code block with an OpenAPI document",
    ))
}

fn is_openapi(text: &str) -> bool {
    let keys = ["openapi:", "swagger:", "\"openapi\"", "\"swagger\""];
    text.lines().take(3).any(|line| {
        keys.iter()
            .any(|key| line.trim_start_matches(['{', ' ']).starts_with(key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fence_with_the_document_is_found() {
        let page = "# Title\n```sh\nls\n```\n````yaml post /pets\nopenapi: 3.1.0\n````\n";
        let fence = fence(page).ok().unwrap();
        assert_eq!(
            fence,
            Fence {
                text: "openapi: 3.1.0\n",
                lines_before: 5
            }
        );
    }
}
