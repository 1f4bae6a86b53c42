//! Values that come as text alone: headers, and the form of `application/x-www-form-urlencoded` (URL Standard, section 5.1).

use serde_json::{Map, Value};

use crate::runtime::json::{self, JsonError};

/// What a text may stand for, in the order in which it is tried: text says nothing of its type, the type does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Text,
    Plain,
    TextList,
    PlainList,
}

impl Reading {
    const ALL: [Self; 4] = [Self::Text, Self::Plain, Self::TextList, Self::PlainList];

    fn next(self) -> Option<Self> {
        let mut later = Self::ALL.into_iter().skip_while(|reading| *reading != self);
        later.nth(1)
    }

    fn value(self, texts: &[String]) -> Value {
        let first = || texts.first().map(String::as_str).unwrap_or_default();
        match self {
            Self::Text => Value::from(first()),
            Self::Plain => plain(first()),
            Self::TextList => texts.iter().map(String::as_str).collect(),
            Self::PlainList => texts.iter().map(|text| plain(text)).collect(),
        }
    }
}

/// Numbers, booleans and whatever else is JSON; other text stays text.
fn plain(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// Reads one text as a scalar or, parted by commas, as a list.
pub(super) fn scalar_or_list<T>(text: &str, read: fn(&str) -> Result<T, JsonError>) -> Result<T, JsonError> {
    let whole = [text.to_owned()];
    let parts: Vec<String> = text.split(',').map(|part| part.trim().to_owned()).collect();
    let as_text = read(&Reading::Text.value(&whole).to_string());
    as_text.or_else(|error| {
        let others = [
            Reading::Plain.value(&whole),
            Reading::TextList.value(&parts),
            Reading::PlainList.value(&parts),
        ];
        others
            .iter()
            .find_map(|value| read(&value.to_string()).ok())
            .ok_or(error)
    })
}

/// Reads a form as an object. A member that doesn't fit as text is read as what else its text may stand for.
pub(super) fn read<T>(body: &[u8], read: fn(&str) -> Result<T, JsonError>) -> Result<T, JsonError> {
    let mut members = members(body)?;
    loop {
        let error = match read(&object(&members).to_string()) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let path = error.path();
        let unfit = members.iter_mut().find(|member| member.holds(&path));
        match unfit.and_then(|member| Some((member.reading.next()?, member))) {
            Some((next, member)) => member.reading = next,
            None => return Err(error),
        }
    }
}

struct Member {
    name: String,
    texts: Vec<String>,
    reading: Reading,
}

impl Member {
    /// Whether a JSON Pointer leads into it.
    fn holds(&self, path: &str) -> bool {
        let token = path.split('/').nth(1).unwrap_or_default();
        !path.is_empty() && token == json::escaped(&self.name)
    }
}

fn object(members: &[Member]) -> Value {
    let members = members
        .iter()
        .map(|member| (member.name.clone(), member.reading.value(&member.texts)));
    Value::Object(members.collect::<Map<String, Value>>())
}

fn members(body: &[u8]) -> Result<Vec<Member>, JsonError> {
    let body = std::str::from_utf8(body).map_err(|error| JsonError::encoding(error.valid_up_to()))?;
    let mut members: Vec<Member> = Vec::new();
    for (name, text) in pairs(body) {
        match members.iter_mut().find(|member| member.name == name) {
            Some(member) => {
                member.texts.push(text);
                member.reading = Reading::TextList;
            }
            None => members.push(Member {
                name,
                texts: vec![text],
                reading: Reading::Text,
            }),
        }
    }
    Ok(members)
}

fn pairs(body: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = body.trim_end().split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    })
}

/// Percent-decoded, `+` being a space.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (*first, escaped) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            (byte, _) => {
                bytes.push(if byte == b'+' { b' ' } else { byte });
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
