//! A broken corner costs that corner: each node of our documents is replaced by each of several things that may not stand
//! there, one at a time. `tests/corners.sh` does the same to published documents, at random.

use clientwright_tests::corners::Whole;
use clientwright_tests::corners::breaks::{Break, places, replacements};
use clientwright_tests::root;

#[test]
fn a_broken_corner_of_3_0_costs_that_corner() {
    each_corner_costs_itself("club");
}

#[test]
fn a_broken_corner_of_3_1_costs_that_corner() {
    each_corner_costs_itself("shop");
}

fn each_corner_costs_itself(name: &str) {
    let path = root().join("tests/corners").join(name).with_extension("yaml");
    let whole = Whole::read(&path).unwrap();
    assert!(whole.messages().is_empty(), "{:?}", whole.messages());
    let kinds: Vec<_> = replacements().into_iter().map(Some).chain([None]).collect();
    let mut problems = Vec::new();
    let mut runs = 0;
    for place in places(whole.value()) {
        for new in &kinds {
            let broken = Break {
                place: place.clone(),
                new: new.clone(),
            };
            runs += 1;
            let found = whole.with(&broken);
            let said = found.messages.join("\n");
            problems.extend(found.problems.iter().map(|what| format!("{broken}: {what}\n{said}")));
        }
    }
    assert!(runs > 700, "{runs}");
    assert!(
        problems.is_empty(),
        "{} of {runs}:\n{}",
        problems.len(),
        problems.join("\n")
    );
}
