//! Which bytes of a string are escaped, eight at a time: most strings have none, and most of reading and writing is looking
//! for them.

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Where the first byte is that RFC 8259, section 7, wants escaped. Bytes are looked at, not characters: those are ASCII.
#[inline]
pub(super) fn first(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = escaped(u64::from_le_bytes(*word));
        if found != 0 {
            return Some(index * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    if rest.is_empty() {
        return None;
    }
    let Some(last) = bytes.last_chunk::<8>() else {
        return bytes.iter().position(|byte| is_escaped(*byte));
    };
    // Those of its bytes that were looked at have none.
    let found = escaped(u64::from_le_bytes(*last));
    (found != 0).then(|| bytes.len() - 8 + found.trailing_zeros() as usize / 8)
}

fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The high bit of each byte that is escaped. Above the first one, bits may be set that shouldn't be.
fn escaped(word: u64) -> u64 {
    let below = |word: u64, limit: u8| word.wrapping_sub(EACH * u64::from(limit)) & !word & HIGH;
    let equal = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
    below(word, 0x20) | equal(b'"') | equal(b'\\')
}
