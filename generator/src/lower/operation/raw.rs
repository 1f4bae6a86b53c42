//! Operations as the document has them: OpenAPI 3.2.0, "Paths Object" and "Path Item Object".

use crate::dialect;
use crate::lower::places;
use crate::pointer::Pointer;
use crate::spec::{Document, Operation, PathItem};

/// One operation of the document, as read.
pub(crate) struct Raw<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    /// The path item that has it, with the parameters of all its operations.
    pub(crate) item: &'a PathItem,
    pub(crate) operation: &'a Operation,
    pub(crate) place: Pointer,
}

impl Raw<'_> {
    /// What it is known by in the lock.
    pub(crate) fn key(&self) -> String {
        places::route(self.method, self.path)
    }

    /// The method as requests have it.
    pub(crate) fn verb(&self) -> String {
        dialect::verb(self.method)
    }

    /// How people call it: `POST /connect_sessions`.
    pub(crate) fn route(&self) -> String {
        format!("{} {}", self.verb(), self.path)
    }
}

/// All operations of the document, in its order.
pub(crate) fn read(document: &Document) -> Vec<Raw<'_>> {
    let mut found = Vec::new();
    for (path, item) in &document.paths {
        for (method, operation) in &item.operations {
            let place = Pointer::root().child("paths").child(path).child(method);
            found.push(Raw {
                method,
                path,
                item,
                operation,
                place,
            });
        }
    }
    found
}
