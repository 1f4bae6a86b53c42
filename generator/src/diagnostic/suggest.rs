//! Did you mean.

/// The candidate that is nearest to `word`, if one is near enough to be what was meant.
pub(crate) fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let near = candidates.into_iter().filter_map(|candidate| {
        let length = candidate.chars().count().abs_diff(word.chars().count());
        let distance = if length > limit {
            usize::MAX
        } else {
            distance(word, candidate)
        };
        (distance <= limit).then_some((distance, candidate))
    });
    near.min().map(|(_, candidate)| candidate)
}

/// The number of letters to add, drop, change or swap; case counts for nothing.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.to_lowercase().chars().collect();
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let change = cell(&row, j) + usize::from(a != b);
            let mut best = change.min(cell(&row, j + 1) + 1).min(cell(&next, j) + 1);
            let is_swap = i > 0 && j > 0 && left.get(i - 1) == Some(b) && right.get(j - 1) == Some(a);
            if is_swap {
                best = best.min(cell(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let keys = ["required", "parameters", "object", "string"];
        assert_eq!(closest("requred", keys), Some("required"));
        assert_eq!(closest("paramters", keys), Some("parameters"));
        assert_eq!(closest("objekt", keys), Some("object"));
        assert_eq!(closest("whatever", keys), None);
    }
}
