//! Did you mean.

/// Words of more letters aren't compared: that takes the square of their length.
const LONGEST: usize = 200;

/// The candidate that is nearest to `word`, if one is near enough to be what was meant. Letters to add, drop, change or swap are counted; case isn't.
pub(crate) fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = word.chars().take(LONGEST + 1).count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 3).clamp(1, 3);
    let word = word.to_lowercase();
    let near = candidates.into_iter().filter_map(|candidate| {
        let is_alike = candidate.chars().take(length + limit + 1).count().abs_diff(length) <= limit;
        let distance = is_alike.then(|| strsim::osa_distance(&word, &candidate.to_lowercase()))?;
        (distance <= limit).then_some((distance, candidate))
    });
    near.min().map(|(_, candidate)| candidate)
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
        assert_eq!(closest("paraemters", keys), Some("parameters"));
        assert_eq!(closest("STRNG", keys), Some("string"));
        assert_eq!(closest("whatever", keys), None);
    }

    #[test]
    fn long_words_are_not_compared() {
        let long = "a".repeat(1_000_000);
        assert_eq!(closest(&long, [long.as_str()]), None);
        assert_eq!(closest("a", [long.as_str()]), None);
        let most = "b".repeat(LONGEST);
        assert_eq!(closest(&most, [most.as_str()]), Some(most.as_str()));
    }
}
