//! No text of a document becomes code, markup or a command, wherever it stands.

use clientwright_tests::hostile::{Subject, positions, strings};

/// How many positions of a document the next text is tried at a position further on. The script
/// `tests/hostile-text.sh` tries all texts at all positions.
const STRIDE: usize = 13;

#[test]
fn hostile_texts_stay_texts() {
    let texts = strings::all();
    let mut tried = 0;
    let mut failures = Vec::new();
    for subject in Subject::all().unwrap() {
        let positions = positions::all(&subject.document);
        for (index, position) in positions.iter().enumerate().step_by(STRIDE) {
            let text = &texts[(index / STRIDE) % texts.len()];
            let expected = subject.expected(position).unwrap();
            tried += 1;
            if let Err(error) = subject.check(position, text, &expected) {
                failures.push(format!("{:?} as {}: {error}", text, subject.place(position)));
            }
        }
    }
    assert!(tried > 60, "{tried} are too few");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
