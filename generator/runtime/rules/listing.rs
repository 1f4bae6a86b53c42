//! The listings of rules: one line a member, in the document's own words.

/// The rules of an object, or of a value that is none.
///
/// ```text
/// rules! { Order {
///     self => [max_properties 8],                 of the whole
///     "count" => [minimum 1, maximum 10],         of a member, if it is there
///     "items" => [min_items 1, each [of Item]],   of each element, or each value of a map: those of a type
///     .. => [max_length 20],                      of all other members
/// } }
/// ```
macro_rules! rules {
    ($name:ident { $($rules:tt)* }) => {
        $crate::runtime::rules::rules! { @ruled $name { $($rules)* } }

        $crate::runtime::rules::validated! { $name }
    };
    (@ruled $name:ident {
        $(self => [$($own:tt)*],)?
        $($member:literal => [$($rule:tt)*],)*
        $(.. => [$($other:tt)*],)?
    }) => {
        impl $crate::runtime::rules::Ruled for $name {
            #[inline]
            fn rules() -> &'static $crate::runtime::rules::Rules {
                const {
                    &$crate::runtime::rules::Rules::Plain {
                        own: $crate::runtime::rules::list!([] $($($own)*)?),
                        members: &[$(($member, $crate::runtime::rules::list!([] $($rule)*))),*],
                        others: $crate::runtime::rules::list!([] $($($other)*)?),
                    }
                }
            }
        }
    };
}

/// The rules of a form with files, which isn't JSON; written as those of an object.
macro_rules! form_rules {
    ($name:ident { $($rules:tt)* }) => {
        $crate::runtime::rules::rules! { @ruled $name { $($rules)* } }

        $crate::runtime::rules::validated! { $name, |form| $crate::runtime::rules::validate_tree::<$name>(
            &$crate::runtime::forms::multipart::members(form).into_tree(),
        ) }
    };
}

/// The rules of an operation: of parameters by where they go and by name, of bodies by what they are and by media type.
///
/// ```text
/// input_rules! { ListPets {
///     path "owner" => [max_length 8],
///     query "limit" => [minimum 1],
///     json "application/json" => [of Order],
/// } }
/// ```
macro_rules! input_rules {
    ($operation:ident { $($word:ident $name:literal => [$($rule:tt)*],)* }) => {
        impl $operation {
            const INPUTS: $crate::runtime::http::InputRules =
                &[$($crate::runtime::rules::words::$word($name, $crate::runtime::rules::list!([] $($rule)*))),*];
        }
    };
}

/// The rules of a union by a tag.
///
/// ```text
/// tagged_union_rules! { Shape, "kind" { "circle" => [of Circle], "square" | "rectangle" => [of Rectangle], } }
/// tagged_union_rules! { Event, "type" { "Moved" in "content" => [of Point], } }
/// ```
macro_rules! tagged_union_rules {
    ($name:ident, $tag:literal {
        $(self => [$($own:tt)*],)?
        $($($wire:literal)|+ $(in $member:literal)? => [$($rule:tt)*],)*
    }) => {
        impl $crate::runtime::rules::Ruled for $name {
            #[inline]
            fn rules() -> &'static $crate::runtime::rules::Rules {
                const {
                    &$crate::runtime::rules::Rules::Tagged {
                        own: $crate::runtime::rules::list!([] $($($own)*)?),
                        tag: $tag,
                        variants: &[$($crate::runtime::rules::TaggedRules {
                            tags: &[$($crate::runtime::json::macros::Of($wire).literal()),+],
                            member: &[$($member)?],
                            rules: $crate::runtime::rules::list!([] $($rule)*),
                        }),*],
                    }
                }
            }
        }

        $crate::runtime::rules::validated! { $name }
    };
}

/// The rules of a union without a tag, by its variants.
///
/// ```text
/// union_rules! { Content { Text => [max_length 80], Parts => [each [of Part]], Size in "size" => [minimum 0], Other => [], } }
/// ```
macro_rules! union_rules {
    ($name:ident {
        self => [$($own:tt)*],
        $($variant:ident $(in $member:literal)? => [$($rule:tt)*],)*
    }) => {
        impl $crate::runtime::rules::Ruled for $name {
            #[inline]
            fn rules() -> &'static $crate::runtime::rules::Rules {
                const {
                    &$crate::runtime::rules::Rules::Untagged {
                        own: $crate::runtime::rules::list!([] $($own)*),
                        variants: &[$($crate::runtime::rules::VariantRules {
                            fits: |reader| $crate::runtime::rules::fits(
                                $crate::runtime::json::variant!(@read reader $(, $member)?).map($name::$variant),
                            ),
                            member: &[$($member)?],
                            rules: $crate::runtime::rules::list!([] $($rule)*),
                        }),*],
                    }
                }
            }
        }

        $crate::runtime::rules::validated! { $name }
    };
    ($name:ident { $($rules:tt)* }) => {
        $crate::runtime::rules::union_rules! { $name { self => [], $($rules)* } }
    };
}

/// `list!([] minimum 1, unique_items, each [max_length 5], elements [[minimum 0], []], of Item)` as a slice.
macro_rules! list {
    // A block of its own: before Rust 1.89, a call in a nested list would end with its statement.
    ([$($done:tt)*]) => { const { &[$($done)*] } };
    ([$($done:tt)*] of $ty:path $(, $($rest:tt)*)?) => {
        $crate::runtime::rules::list!([
            $($done)* $crate::runtime::rules::Rule::Of(<$ty as $crate::runtime::rules::Ruled>::rules),
        ] $($($rest)*)?)
    };
    ([$($done:tt)*] each [$($inner:tt)*] $(, $($rest:tt)*)?) => {
        $crate::runtime::rules::list!([
            $($done)* $crate::runtime::rules::Rule::Each($crate::runtime::rules::list!([] $($inner)*)),
        ] $($($rest)*)?)
    };
    ([$($done:tt)*] elements [$([$($inner:tt)*]),*] $(, $($rest:tt)*)?) => {
        $crate::runtime::rules::list!([
            $($done)* $crate::runtime::rules::Rule::Elements(&[$($crate::runtime::rules::list!([] $($inner)*)),*]),
        ] $($($rest)*)?)
    };
    ([$($done:tt)*] any [$([$($inner:tt)*]),*] $(, $($rest:tt)*)?) => {
        $crate::runtime::rules::list!([
            $($done)* $crate::runtime::rules::Rule::Any(&[$($crate::runtime::rules::list!([] $($inner)*)),*]),
        ] $($($rest)*)?)
    };
    ([$($done:tt)*] pattern $pattern:literal $(, $($rest:tt)*)?) => {
        $crate::runtime::rules::list!([
            $($done)* $crate::runtime::rules::Rule::Pattern($pattern),
        ] $($($rest)*)?)
    };
    ([$($done:tt)*] format $format:literal $(, $($rest:tt)*)?) => {
        $crate::runtime::rules::list!([
            $($done)* $crate::runtime::rules::Rule::Format($format),
        ] $($($rest)*)?)
    };
    ([$($done:tt)*] has $member:literal $(, $($rest:tt)*)?) => {
        $crate::runtime::rules::list!([
            $($done)* $crate::runtime::rules::Rule::Has($member),
        ] $($($rest)*)?)
    };
    ([$($done:tt)*] unique_items $(, $($rest:tt)*)?) => {
        $crate::runtime::rules::list!([
            $($done)* $crate::runtime::rules::Rule::UniqueItems,
        ] $($($rest)*)?)
    };
    ([$($done:tt)*] $word:ident $bound:literal $(, $($rest:tt)*)?) => {
        $crate::runtime::rules::list!([
            $($done)* $crate::runtime::rules::words::$word(stringify!($bound)),
        ] $($($rest)*)?)
    };
}

/// The method by which callers check a value.
macro_rules! validated {
    ($name:ident) => {
        $crate::runtime::rules::validated! { $name, |value| $crate::runtime::rules::validate(value) }
    };
    ($name:ident, |$value:ident| $check:expr) => {
        impl $name {
            /// Checks this value recursively against the constraints of the API description: on numbers, on the length,
            /// the pattern and the common formats of strings, and on the number of elements and properties.
            ///
            /// It is never called automatically, and the server may have further constraints.
            ///
            /// # Errors
            ///
            /// Returns [`ValidationErrors`](crate::runtime::rules::ValidationErrors) with every violated constraint and its JSON Pointer.
            #[inline]
            pub fn validate(&self) -> Result<(), $crate::runtime::rules::ValidationErrors> {
                let $value = self;
                $check
            }
        }
    };
}

pub(crate) use {form_rules, input_rules, list, rules, tagged_union_rules, union_rules, validated};
