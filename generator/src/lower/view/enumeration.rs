//! The values that a schema lists: JSON Schema 2020-12, section 6.1.2.

use std::cell::OnceCell;
use std::ops::Deref;

use serde_json::Value;

/// The values of `enum` but `null`, as JSON once they are looked at: most looks at a schema only ask whether there are any.
#[derive(Clone, Debug, Default)]
pub(crate) struct Enumeration<'a> {
    listed: Listed<'a>,
    values: OnceCell<Vec<Value>>,
}

/// The values as the model has them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Listed<'a> {
    #[default]
    Nothing,
    Strings(&'a [Option<String>]),
    Numbers(&'a [Option<f64>]),
    Integers(&'a [Option<i64>]),
    Booleans(&'a [Option<bool>]),
    Any(&'a [Value]),
}

impl Enumeration<'_> {
    /// Whether it lists nothing, or `null` alone.
    pub(crate) fn is_empty(&self) -> bool {
        !self.has(1)
    }

    /// The value that it lists alone.
    pub(crate) fn only(&self) -> Option<&Value> {
        match self.has(2) {
            true => None,
            false => self.first(),
        }
    }

    /// Whether it lists as many values, or more.
    fn has(&self, count: usize) -> bool {
        let skipped = count.saturating_sub(1);
        match self.listed {
            Listed::Nothing => false,
            Listed::Strings(values) => values.iter().flatten().nth(skipped).is_some(),
            Listed::Numbers(values) => values.iter().flatten().nth(skipped).is_some(),
            Listed::Integers(values) => values.iter().flatten().nth(skipped).is_some(),
            Listed::Booleans(values) => values.iter().flatten().nth(skipped).is_some(),
            Listed::Any(values) => values.iter().filter(|value| !value.is_null()).nth(skipped).is_some(),
        }
    }

    /// Whether it lists a value: numbers are equal whichever way they are written.
    pub(crate) fn lists(&self, value: &Value) -> bool {
        let number = value.as_f64();
        match self.listed {
            Listed::Nothing => false,
            Listed::Strings(values) => values
                .iter()
                .any(|listed| listed.is_some() && listed.as_deref() == value.as_str()),
            Listed::Numbers(values) => values.iter().any(|listed| listed.is_some() && *listed == number),
            Listed::Integers(values) => {
                let mut numbers = values.iter().flatten().map(|listed| *listed as f64);
                numbers.any(|listed| Some(listed) == number)
            }
            Listed::Booleans(values) => values
                .iter()
                .any(|listed| listed.is_some() && *listed == value.as_bool()),
            Listed::Any(values) => {
                let mut values = values.iter().filter(|listed| !listed.is_null());
                values.any(|listed| listed == value || (number.is_some() && listed.as_f64() == number))
            }
        }
    }
}

impl Deref for Enumeration<'_> {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        self.values.get_or_init(|| match self.listed {
            Listed::Nothing => Vec::new(),
            Listed::Strings(values) => values.iter().flatten().map(|text| Value::from(text.as_str())).collect(),
            Listed::Numbers(values) => values.iter().flatten().map(|number| Value::from(*number)).collect(),
            Listed::Integers(values) => values.iter().flatten().map(|number| Value::from(*number)).collect(),
            Listed::Booleans(values) => values.iter().flatten().map(|value| Value::from(*value)).collect(),
            Listed::Any(values) => values.iter().filter(|value| !value.is_null()).cloned().collect(),
        })
    }
}

impl<'a> From<Listed<'a>> for Enumeration<'a> {
    fn from(listed: Listed<'a>) -> Self {
        Self {
            listed,
            values: OnceCell::new(),
        }
    }
}
