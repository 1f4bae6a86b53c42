//! A few hundred documents that are changed at random; `tests/mutations.sh` tries as many as are wanted, within limits of
//! time and memory.

use clientwright_tests::mutations;

const COUNT: u64 = 300;

#[test]
fn changed_documents_end_in_rust_or_in_messages() {
    let originals = mutations::own();
    assert!(originals.len() > 50);
    let folder = tempfile::tempdir().unwrap();
    let findings: Vec<String> = (0..COUNT)
        .filter_map(|seed| {
            let document = mutations::document(seed, &originals).unwrap();
            let finding = mutations::check(&document, folder.path()).err()?;
            Some(format!("{seed}: {finding}"))
        })
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn a_seed_gives_one_document() {
    let originals = mutations::own();
    let documents =
        |seeds: std::ops::Range<u64>| -> Vec<_> { seeds.map(|seed| mutations::document(seed, &originals)).collect() };
    assert_eq!(documents(0..20), documents(0..20));
    assert!(documents(0..20).iter().collect::<std::collections::BTreeSet<_>>().len() > 15);
}
