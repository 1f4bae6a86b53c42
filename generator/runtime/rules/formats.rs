//! The formats of JSON Schema 2020-12 Validation, section 7.3, that a text can be checked for. Any other format allows all.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The formats that are checked.
pub(crate) const CHECKED: [&str; 10] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uuid",
];

/// Whether a text is of a format.
pub(crate) fn is_of(format: &str, text: &str) -> bool {
    match format {
        "date-time" => is_date_time(text),
        "date" => is_date(text),
        "time" => is_time(text),
        "duration" => is_duration(text),
        "email" => is_email(text),
        "hostname" => is_hostname(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "uri" => is_uri(text),
        "uuid" => is_uuid(text),
        _ => true,
    }
}

/// RFC 3339, section 5.6, which allows a space for the `T`.
fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else {
        return false;
    };
    is_date(date) && rest.strip_prefix(['T', 't', ' ']).is_some_and(is_time)
}

/// RFC 3339, section 5.6: `full-date`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// RFC 3339, section 5.6: `full-time`, with an offset.
fn is_time(text: &str) -> bool {
    let Some((time, rest)) = text.split_at_checked(8) else {
        return false;
    };
    let fraction = rest
        .strip_prefix('.')
        .map(|rest| rest.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    let offset = match fraction {
        Some(offset) if offset.len() + 1 < rest.len() => offset,
        Some(_) => return false,
        None => rest,
    };
    let is_offset = || {
        offset
            .strip_prefix(['+', '-'])
            .is_some_and(|offset| is_clock(offset, &[23, 59]))
    };
    is_clock(time, &[23, 59, 60]) && (matches!(offset, "Z" | "z") || is_offset())
}

/// Pairs of digits, each up to a limit.
fn is_clock(text: &str, most: &[u32]) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let fits = |(part, most): (&&str, &u32)| digits(part, 2).is_some_and(|value| value <= *most);
    parts.len() == most.len() && parts.iter().zip(most).all(fits)
}

/// The number of a text of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    let is_fit = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_fit)
}

/// RFC 3339, appendix A.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = rest
        .split_once('T')
        .map_or((rest, None), |(date, time)| (date, Some(time)));
    match time {
        None => are_units(date, "YMD") || are_units(date, "W"),
        Some(time) => (date.is_empty() || are_units(date, "YMD")) && are_units(time, "HMS"),
    }
}

/// Numbers with these units in this order, at least one.
fn are_units(text: &str, units: &str) -> bool {
    let mut units = units.chars();
    let mut rest = text;
    while !rest.is_empty() {
        let unit = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
        let Some(letter) = unit.chars().next().filter(|_| unit.len() < rest.len()) else {
            return false;
        };
        if !units.any(|known| known == letter) {
            return false;
        }
        rest = unit.strip_prefix(letter).unwrap_or_default();
    }
    !text.is_empty()
}

/// RFC 5321, section 4.1.2. Of a quoted local part only the quotes are looked at.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let is_atom = |atom: &str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
        !atom.is_empty() && atom.bytes().all(is_letter)
    };
    let literal = domain.strip_prefix('[').and_then(|domain| domain.strip_suffix(']'));
    let is_domain = match literal {
        Some(address) => {
            let ipv6 = address.strip_prefix("IPv6:");
            ipv6.map_or(address.parse::<Ipv4Addr>().is_ok(), |address| {
                address.parse::<Ipv6Addr>().is_ok()
            })
        }
        None => is_hostname(domain),
    };
    (is_quoted || local.split('.').all(is_atom)) && is_domain
}

/// RFC 1123, section 2.1.
fn is_hostname(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_letter)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

/// RFC 3986, section 3: a scheme, and no letter that must be encoded.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let is_encoded = |part: &str| part.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    is_scheme && rest.bytes().all(is_letter) && rest.split('%').skip(1).all(is_encoded)
}

/// RFC 9562, section 4.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_hexadecimal = groups
        .iter()
        .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    is_hexadecimal && groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
}
