//! Patterns: the regular expressions of ECMA-262, as JSON Schema 2020-12 (core), section 6.4 has them.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use regress::Regex;

/// Expressions by their texts; nothing for a text that isn't one.
type Compiled = HashMap<&'static str, Option<Arc<Regex>>>;

/// The expressions that were used, each compiled once.
static COMPILED: LazyLock<Mutex<Compiled>> = LazyLock::new(Mutex::default);

/// Whether a part of a text matches a pattern. One that isn't an expression allows all; clientwright emits none.
pub(crate) fn is_match(pattern: &'static str, text: &str) -> bool {
    let compiled = {
        let mut known = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        let compiled = known.entry(pattern).or_insert_with(|| compiled(pattern).map(Arc::new));
        compiled.clone()
    };
    compiled.is_none_or(|regex| regex.find(text).is_some())
}

/// With Unicode's letters; what escapes letters that need no escape is no expression then, but it is without.
fn compiled(pattern: &str) -> Option<Regex> {
    Regex::with_flags(pattern, "u").or_else(|_| Regex::new(pattern)).ok()
}
