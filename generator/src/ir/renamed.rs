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
