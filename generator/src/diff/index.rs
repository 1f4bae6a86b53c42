//! A surface, with what is looked up in it again and again.

use std::collections::{BTreeMap, BTreeSet};

use crate::surface::{Item, Key, Kind, Surface};

/// A surface by what its items belong to.
pub(super) struct Index<'s> {
    pub(super) surface: &'s Surface,
    /// What stands for a type at each path.
    types: BTreeMap<&'s str, &'s Key>,
    /// The methods by the requests that they make, apart from deprecated ones.
    methods: BTreeMap<&'s str, Vec<&'s Key>>,
    /// The exhaustive views by their enums.
    views: BTreeMap<&'s str, &'s Key>,
    /// The variants by their enums.
    variants: BTreeMap<&'s str, Vec<&'s Item>>,
    paths: BTreeSet<&'s str>,
}

impl<'s> Index<'s> {
    pub(super) fn of(surface: &'s Surface) -> Self {
        let mut index = Self {
            surface,
            types: BTreeMap::new(),
            methods: BTreeMap::new(),
            views: BTreeMap::new(),
            variants: BTreeMap::new(),
            paths: BTreeSet::new(),
        };
        for (key, item) in &surface.items {
            index.add(key, item);
        }
        index
    }

    fn add(&mut self, key: &'s Key, item: &'s Item) {
        self.paths.insert(&key.path);
        if is_type(key.kind) {
            self.types.insert(&key.path, key);
        }
        let ty = item.ty.as_deref().unwrap_or_default();
        match key.kind {
            Kind::Variant => self.variants.entry(key.parent()).or_default().push(item),
            Kind::KnownView => _ = self.views.insert(ty, key),
            Kind::Method if item.said("deprecated").is_none() => {
                self.methods.entry(ty).or_default().push(key);
            }
            _ => {}
        }
    }

    /// The item at a path that is a type of its own, or the name of one.
    pub(super) fn type_at(&self, path: &str) -> Option<&'s Key> {
        self.types.get(path).copied()
    }

    /// The methods that make requests of an operation, by its marker.
    pub(super) fn methods(&self, marker: &Key) -> &[&'s Key] {
        let request = format!("Request<{}>", marker.path);
        self.methods.get(request.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The accessor that gives the handle at this path.
    pub(super) fn accessor(&self, handle: &str) -> Option<&'s Key> {
        self.methods.get(format!("{handle}<'_>").as_str())?.first().copied()
    }

    /// The exhaustive view of the enum at this path.
    pub(super) fn view(&self, path: &str) -> Option<&'s Key> {
        self.views.get(path).copied()
    }

    /// The variants of the enum at this path.
    pub(super) fn variants(&self, path: &str) -> &[&'s Item] {
        self.variants.get(path).map_or(&[], Vec::as_slice)
    }

    /// All enums that have exhaustive views, and the views.
    pub(super) fn views(&self) -> impl Iterator<Item = (&'s str, &'s Key)> {
        self.views.iter().map(|(path, key)| (*path, *key))
    }

    /// Whether something has this path.
    pub(super) fn has_path(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// An item by its path and kind.
    pub(super) fn get(&self, path: &str, kind: Kind) -> Option<&'s Item> {
        let path = path.to_owned();
        self.surface.items.get(&Key { path, kind })
    }
}

/// Whether an item is a type of its own, or the name of one.
pub(super) fn is_type(kind: Kind) -> bool {
    class(kind).is_some()
}

/// What a type is, in words; types of one class can take each other's place.
pub(super) fn class(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Struct | Kind::FormStruct => "a struct",
        Kind::Newtype => "a newtype",
        Kind::OpenStringEnum | Kind::ClosedStringEnum => "an enum over strings",
        Kind::OpenIntegerEnum | Kind::ClosedIntegerEnum => "an enum over integers",
        Kind::KnownView => "an exhaustive view",
        Kind::TaggedUnion | Kind::Union => "a union",
        Kind::ConstantType => "a constant",
        Kind::Alias => "an alias",
        Kind::Handle => "the operations of a tag",
        Kind::Operation => "an operation",
        Kind::Responses => "an enum of responses",
        Kind::Errors => "an enum of errors",
        Kind::Headers => "response headers",
        Kind::Webhook => "a webhook",
        Kind::ReceivedHeaders => "the headers of a webhook",
        Kind::Server => "a server",
        Kind::ServerValues => "the values of a server variable",
        Kind::Field
        | Kind::Variant
        | Kind::CatchAll
        | Kind::Constant
        | Kind::Function
        | Kind::Method
        | Kind::Setter => return None,
    })
}
