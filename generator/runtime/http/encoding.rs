//! Encodings of single values: RFC 3986, section 2, and RFC 4648, section 4.

/// Percent-encodes all but the unreserved characters, so that a value can't leave its place.
pub(crate) fn unreserved(value: &str) -> String {
    encoded(value, |_| false)
}

/// Percent-encodes what could end the value or mean something else to a form decoder; other reserved characters stay, and
/// so do triplets that are encoded already: RFC 6570, section 3.2.3.
pub(super) fn reserved(value: &str) -> String {
    expanded(value, |byte| b":/?@!$'()*,;=".contains(&byte))
}

/// The same for a path, which a question mark would end: slashes part segments.
pub(super) fn reserved_in_path(value: &str) -> String {
    expanded(value, |byte| b":/@!$&'()*+,;=".contains(&byte))
}

fn expanded(value: &str, stays: fn(u8) -> bool) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((plain, after)) = rest.split_once('%') {
        text.push_str(&encoded(plain, stays));
        let is_triplet = after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        text.push_str(if is_triplet { "%" } else { "%25" });
        rest = after;
    }
    text.push_str(&encoded(rest, stays));
    text
}

fn encoded(value: &str, stays: fn(u8) -> bool) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().map_or('0', char::from);
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || stays(byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.push(digit(byte >> 4));
            text.push(digit(byte & 15));
        }
    }
    text
}

/// Base 64 with padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |sextet: u32| ALPHABET.get((sextet & 63) as usize).copied().map_or('=', char::from);
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for position in 0..4 {
            let is_padding = position > chunk.len();
            text.push(if is_padding {
                '='
            } else {
                letter(group >> (18 - 6 * position))
            });
        }
    }
    text
}
