//! Changes to the bytes of a document.

use super::random::{HOSTILE, Random};

/// Changes the bytes in one place; `other` are those of another document.
pub(super) fn change(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    match random.below(9) {
        0 => flip(bytes, random),
        1 => drop(cut(bytes, 40, random)),
        2 => bytes.truncate(random.below(bytes.len())),
        3 => duplicate_lines(bytes, random),
        4 => swap_lines(bytes, random),
        5 => insert(bytes, random.pick(HOSTILE).unwrap_or(&"").as_bytes(), random),
        6 => splice(bytes, other, random),
        7 => indent(bytes, random),
        _ => insert_again(bytes, random),
    }
}

fn flip(bytes: &mut [u8], random: &mut Random) {
    let at = random.below(bytes.len());
    let bit = random.below(8);
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << bit;
    }
}

fn cut(bytes: &mut Vec<u8>, longest: usize, random: &mut Random) -> Vec<u8> {
    let from = random.below(bytes.len());
    let to = (from + 1 + random.below(longest)).min(bytes.len());
    bytes.drain(from..to).collect()
}

fn insert(bytes: &mut Vec<u8>, new: &[u8], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    drop(bytes.splice(at..at, new.iter().copied()));
}

fn insert_again(bytes: &mut Vec<u8>, random: &mut Random) {
    let taken = cut(bytes, 200, random);
    for _ in 0..=random.below(3) {
        insert(bytes, &taken, random);
    }
}

fn splice(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let from = random.below(other.len());
    let to = (from + random.below(400)).min(other.len());
    insert(bytes, other.get(from..to).unwrap_or_default(), random);
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect()
}

fn duplicate_lines(bytes: &mut Vec<u8>, random: &mut Random) {
    let mut all = lines(bytes);
    let from = random.below(all.len());
    let to = (from + 1 + random.below(5)).min(all.len());
    let taken = all.get(from..to).unwrap_or_default().to_vec();
    let at = if random.one_in(2) {
        to
    } else {
        random.below(all.len() + 1)
    };
    drop(all.splice(at..at, taken));
    *bytes = all.concat();
}

fn swap_lines(bytes: &mut Vec<u8>, random: &mut Random) {
    let mut all = lines(bytes);
    let (one, other) = (random.below(all.len()), random.below(all.len()));
    if one < all.len() && other < all.len() {
        all.swap(one, other);
    }
    *bytes = all.concat();
}

/// Moves a line to the left or to the right.
fn indent(bytes: &mut Vec<u8>, random: &mut Random) {
    let mut all = lines(bytes);
    let at = random.below(all.len());
    if let Some(line) = all.get_mut(at) {
        match random.one_in(2) && line.starts_with(b" ") {
            true => drop(line.remove(0)),
            false => line.insert(0, b' '),
        }
    }
    *bytes = all.concat();
}
