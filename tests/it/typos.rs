//! A slip of the pen in a document is refused, or reported, or changes nothing but documentation.

use std::path::Path;

use clientwright_tests::corners::Whole;
use clientwright_tests::corners::typos::typos;
use clientwright_tests::root;

#[test]
fn a_slip_of_the_pen_changes_no_code_silently() {
    let mut silent = Vec::new();
    let mut tried = 0;
    for path in [
        "spec/stackone.yaml",
        "tests/corners/club.yaml",
        "tests/corners/shop.yaml",
    ] {
        let whole = Whole::read(&root().join(Path::new(path))).unwrap();
        for typo in typos(whole.value()) {
            tried += 1;
            let change = whole.silent_change(typo.document);
            silent.extend(change.map(|change| format!("{path}#{}\n  {change}", typo.what)));
        }
    }
    assert!(tried > 300, "{tried}");
    assert!(silent.is_empty(), "{} of {tried}:\n{}", silent.len(), silent.join("\n"));
}
