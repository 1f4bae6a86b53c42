//! Old names, which stay as deprecated aliases.

/// An old name and the name that the same thing has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The old name.
    pub old: String,
    /// The name now.
    pub new: String,
}

/// The old names of one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationRenamed {
    /// Of its methods.
    pub methods: Vec<Renamed>,
    /// Of its marker and its enums.
    pub items: Vec<Renamed>,
}

/// What an operation was called where it was called on another handle, or on the client itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Former {
    /// The module of its group then.
    pub module: String,
    /// The old names there, and the new ones where it is now.
    pub renamed: OperationRenamed,
}
