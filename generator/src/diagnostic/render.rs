//! Diagnostics as text, with the lines of the source that they are about.

use crate::diagnostic::Diagnostics;
use crate::source::Source;

/// All diagnostics, in source order, as a terminal shows them.
pub fn text(_diagnostics: &Diagnostics, _source: Option<&Source>) -> String {
    String::new()
}
